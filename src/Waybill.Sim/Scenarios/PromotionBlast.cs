namespace Waybill.Sim.Scenarios;

/// <summary>
/// A campaign that is sent to a segment of the customers in some channels: more orders from then on until midnight, fewer
/// on the days after the campaign, because people bought earlier, and more of the goods come back.
/// </summary>
public sealed record PromotionBlast : CalendarEntry
{
    public const string KindName = "promotion_blast";

    public override string Kind => KindName;

    /// <summary>Minute of the day (UTC) at which the messages go out; each campaign day has its own.</summary>
    public int StartMinute { get; init; } = 9 * 60;

    /// <summary>Channels that take part; empty for all.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    public CustomerSegment Segment { get; init; }

    /// <summary>Orders of these customers in these channels from the start until midnight beside the usual ones; 1.8 is 80 % more.</summary>
    public decimal Uplift { get; init; } = 1.8m;

    /// <summary>After so many hours two thirds (1 − 1/e) of the first reaction are over; what is left then stays.</summary>
    public decimal FadeHours { get; init; } = 4;

    /// <summary>Share of these customers' orders that is missing on the day after the campaign's last one.</summary>
    public decimal Dip { get; init; } = 0.3m;

    /// <summary>Days until the dip is over; it shrinks evenly.</summary>
    public int DipDays { get; init; } = 4;

    /// <summary>The coupon's value as a share of the goods, 0.15 is 15 %.</summary>
    public decimal Discount { get; init; } = 0.15m;

    /// <summary>Share of the campaign's orders that use the coupon.</summary>
    public decimal CouponShare { get; init; } = 0.7m;

    /// <summary>The least value of goods with which the coupon counts.</summary>
    public decimal MinSpend { get; init; } = 10;

    /// <summary>Chance that goods of the campaign's orders come back beside the usual.</summary>
    public decimal ReturnFactor { get; init; } = 1.5m;

    private protected override string DescribeKnobs() => Join(
        StartMinute,
        string.Join('+', Channels),
        Segment,
        Uplift,
        FadeHours,
        Dip,
        DipDays,
        Discount,
        CouponShare,
        MinSpend,
        ReturnFactor);
}
