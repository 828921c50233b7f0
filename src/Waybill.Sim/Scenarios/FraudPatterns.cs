namespace Waybill.Sim.Scenarios;

/// <summary>The patterns' names in scenario files and labels.</summary>
public static class FraudPatterns
{
    /// <summary>In the order of <see cref="FraudPattern"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["card_testing", "account_takeover", "promo_abuse", "velocity"];

    public static string Name(FraudPattern pattern) => Names[(int)pattern];
}
