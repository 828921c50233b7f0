namespace Waybill.Sim.Scenarios;

/// <summary>
/// Fraudsters at work for some hours. The defaults of most knobs depend on the pattern: <see cref="Of"/>.
/// </summary>
public sealed record FraudAttack : CalendarEntry
{
    public const string KindName = "fraud_attack";

    public override string Kind => KindName;

    public required FraudPattern Pattern { get; init; }

    /// <summary>Minute of the day (UTC) at which it begins, at once with full force.</summary>
    public required int StartMinute { get; init; }

    /// <summary>How long it lasts; it stops as suddenly as it began.</summary>
    public required int Minutes { get; init; }

    /// <summary>Fraudulent orders in a market of mean size, on average.</summary>
    public required int Orders { get; init; }

    /// <summary>
    /// Those who work side by side in a market: card testers' machines, hijacked accounts, devices behind many accounts,
    /// accounts of a spender.
    /// </summary>
    public required int Actors { get; init; }

    /// <summary>Share of the orders whose payment is declined in the end, so that they are cancelled within minutes.</summary>
    public required decimal Declined { get; init; }

    /// <summary>Share of the other orders that the shop's own people notice and cancel before anything is shipped.</summary>
    public required decimal Caught { get; init; }

    /// <summary>From how many issuers (the first digits of the card) the cards of one attack are.</summary>
    public required int Bins { get; init; }

    /// <summary>An attack with the defaults of its pattern.</summary>
    public static FraudAttack Of(FraudPattern pattern) => pattern switch
    {
        FraudPattern.CardTesting => new FraudAttack
        {
            Pattern = pattern, StartMinute = 3 * 60, Minutes = 90, Orders = 300, Actors = 6, Declined = 0.93m, Caught = 0.2m, Bins = 3,
        },
        FraudPattern.AccountTakeover => new FraudAttack
        {
            Pattern = pattern, StartMinute = 13 * 60, Minutes = 300, Orders = 30, Actors = 15, Declined = 0.1m, Caught = 0.15m, Bins = 8,
        },
        FraudPattern.PromoAbuse => new FraudAttack
        {
            Pattern = pattern, StartMinute = 9 * 60, Minutes = 480, Orders = 80, Actors = 4, Declined = 0.03m, Caught = 0.05m, Bins = 4,
        },
        _ => new FraudAttack
        {
            Pattern = pattern, StartMinute = 20 * 60, Minutes = 150, Orders = 60, Actors = 8, Declined = 0.06m, Caught = 0.1m, Bins = 5,
        },
    };

    private protected override string DescribeKnobs() =>
        Join(FraudPatterns.Name(Pattern), StartMinute, Minutes, Orders, Actors, Declined, Caught, Bins);
}
