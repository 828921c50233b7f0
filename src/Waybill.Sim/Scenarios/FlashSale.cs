namespace Waybill.Sim.Scenarios;

/// <summary>
/// A short window in which a few products cost much less and many times the usual orders come for them, most of them right
/// after the opening.
/// </summary>
public sealed record FlashSale : CalendarEntry
{
    public const string KindName = "flash_sale";

    public override string Kind => KindName;

    /// <summary>Minute of the day (UTC) at which it opens.</summary>
    public int StartMinute { get; init; } = 12 * 60;

    public int Minutes { get; init; } = 60;

    /// <summary>Orders in the window beside the usual ones of the same hours; 20 is twenty times as many.</summary>
    public decimal Multiplier { get; init; } = 20;

    /// <summary>How many products are on sale, drawn anew for each day.</summary>
    public int Products { get; init; } = 8;

    /// <summary>Off the price of these products in the window, 0.4 is 40 %.</summary>
    public decimal Discount { get; init; } = 0.4m;

    /// <summary>Rate of the extra orders at the opening beside the rate at the end; 1 for no rush.</summary>
    public decimal Rush { get; init; } = 4;

    /// <summary>After so many minutes two thirds (1 − 1/e) of the rush are over.</summary>
    public decimal RushMinutes { get; init; } = 5;

    /// <summary>The most items that one order may have of a product on sale, for those who come for the sale.</summary>
    public int MostPerOrder { get; init; } = 2;

    /// <summary>
    /// Goods that a shop has when the day begins, beside the orders that it can expect, unless it has more anyway; with 0.6 it
    /// is sold out before the end.
    /// </summary>
    public decimal Stock { get; init; } = 0.6m;

    /// <summary>Channels that take part; empty for all.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    private protected override string DescribeKnobs() => Join(
        StartMinute, Minutes, Multiplier, Products, Discount, Rush, RushMinutes, MostPerOrder, Stock, string.Join('+', Channels));
}
