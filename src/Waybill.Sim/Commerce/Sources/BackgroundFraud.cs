using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Commerce.Sources;

/// <summary>
/// The fraud of every day: small runs of the four patterns. The day is cut into slots; in some of them, drawn by cell and
/// day, an actor of the pattern takes the place of a share of the customers, so that the number of orders stays as it is.
/// </summary>
internal sealed class BackgroundFraud
{
    /// <summary>Behind every entry that a calendar can have.</summary>
    private const int FirstNumber = 4_096;

    /// <summary>By pattern: share of all background fraud, length of a slot, and share of a slot's orders.</summary>
    private static readonly (double Share, int Minutes, double SlotShare)[] Patterns =
    [
        (0.30, 20, 0.20),
        (0.20, 120, 0.01),
        (0.25, 240, 0.02),
        (0.25, 60, 0.05),
    ];

    private readonly FraudDemand[] _sources;
    private readonly uint[] _slotThresholds;
    private readonly uint[] _orderThresholds;

    /// <param name="world">The world.</param>
    /// <param name="share">Share of all orders, 0.01 is one in a hundred; up to 0.05.</param>
    public BackgroundFraud(World world, decimal share)
    {
        _sources =
        [
            .. Patterns.Select((pattern, i) => new FraudDemand(
                world, FraudAttack.Of((FraudPattern)i) with { Actors = 1, Bins = 1 }, FirstNumber + i, pattern.Minutes)),
        ];
        _slotThresholds = [.. Patterns.Select(pattern => Threshold((double)share * pattern.Share / pattern.SlotShare))];
        _orderThresholds = [.. Patterns.Select(pattern => Threshold(pattern.SlotShare))];
    }

    /// <summary>The fraudster who places an order, or null for an honest one.</summary>
    public FraudDemand? At(in Placement order, in OrderStreams streams)
    {
        ulong bits = streams.Background.At(order.Counter);
        for (int i = 0; i < _sources.Length; i++)
        {
            // Each pattern looks at other bits of the order.
            uint own = (uint)(bits >> (i * 8)) & 0xFF_FFFF;
            if (own < _orderThresholds[i] >> 8 && IsAtWork(i, in order, in streams))
            {
                return _sources[i];
            }
        }

        return null;
    }

    private bool IsAtWork(int pattern, in Placement order, in OrderStreams streams)
    {
        ulong slot = (uint)(order.Minute / Patterns[pattern].Minutes);
        return (uint)(streams.BackgroundSlot.At(((ulong)order.Day << 20) | ((ulong)pattern << 16) | slot) >> 32) < _slotThresholds[pattern];
    }

    private static uint Threshold(double share) => (uint)(Math.Min(share, 1) * uint.MaxValue);
}
