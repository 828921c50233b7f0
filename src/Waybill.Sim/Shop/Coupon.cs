namespace Waybill.Sim.Shop;

/// <summary>A promotion that runs all the time and is used by its code.</summary>
/// <param name="Code">What the customer types.</param>
/// <param name="Name">Name of the campaign.</param>
/// <param name="Kind">percent, amount or free_shipping.</param>
/// <param name="ValueCents">Hundredths of a per cent or of the currency.</param>
/// <param name="MinSpendCents">Price of goods from which it applies.</param>
/// <param name="FirstOrderOnly">Only for a customer's first order.</param>
internal sealed record Coupon(string Code, string Name, string Kind, long ValueCents, long MinSpendCents, bool FirstOrderOnly)
{
    public static IReadOnlyList<Coupon> All { get; } =
    [
        new("WELCOME10", "Ten per cent on the first order", "percent", 1_000, 1_000, FirstOrderOnly: true),
        new("FREESHIP", "Free shipping", "free_shipping", 0, 1_500, FirstOrderOnly: false),
        new("SAVE5", "Five per cent on everything", "percent", 500, 2_000, FirstOrderOnly: false),
        new("MINUS3", "Three off from twenty-five", "amount", 300, 2_500, FirstOrderOnly: false),
    ];
}
