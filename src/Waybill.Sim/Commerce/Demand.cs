using Waybill.Events.Values;
using Waybill.Sim.Kernel;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Commerce;

/// <summary>
/// When orders come: a Poisson process whose rate changes with the hour of the day and the day of the week.
/// </summary>
public sealed class Demand
{
    private const int HoursPerWeek = 7 * 24;
    private const long MicrosecondsPerHour = 3_600 * Instant.MicrosecondsPerSecond;

    /// <summary>Cells come in fours: two big markets, a middle and a small one; together four mean ones.</summary>
    private static readonly decimal[] CellSizes = [1.48m, 1.24m, 0.72m, 0.56m];

    /// <summary>The gap of an hour without orders: longer than any wait, short enough to be multiplied with one.</summary>
    private const ulong NoOrders = ulong.MaxValue >> 8;

    /// <summary>1970-01-01 was a Thursday.</summary>
    private const int FirstWeekday = 3;

    /// <summary>Mean microseconds between orders, by size of cell and hour of the week (UTC, from Monday).</summary>
    private readonly ulong[][] _gaps;

    public Demand(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        decimal hours = scenario.HourShares.Sum();
        decimal weekdays = scenario.WeekdayShares.Sum();
        _gaps = new ulong[CellSizes.Length][];
        for (int size = 0; size < CellSizes.Length; size++)
        {
            _gaps[size] = new ulong[HoursPerWeek];
            for (int utc = 0; utc < HoursPerWeek; utc++)
            {
                int local = (utc + scenario.HoursAheadOfUtc + HoursPerWeek) % HoursPerWeek;
                decimal perHour = scenario.OrdersPerCellDay * CellSizes[size]
                    * (scenario.HourShares[local % 24] / hours) * (7 * scenario.WeekdayShares[local / 24] / weekdays);
                _gaps[size][utc] = perHour > 0 ? (ulong)(MicrosecondsPerHour / perHour) + 1 : NoOrders;
            }
        }
    }

    /// <summary>Orders of a cell beside those of a mean one.</summary>
    internal static decimal SizeOf(int cell) => CellSizes[cell % CellSizes.Length];

    /// <summary>
    /// The first order of a cell after a moment. Because the process has no memory, it may start again at any moment.
    /// </summary>
    /// <param name="cell">The cell.</param>
    /// <param name="after">The moment.</param>
    /// <param name="end">When to stop looking.</param>
    /// <param name="randomBits">64 random bits.</param>
    /// <param name="arrival">When the order comes.</param>
    /// <returns>False when no order comes before the end.</returns>
    public bool TryNext(int cell, Instant after, Instant end, ulong randomBits, out Instant arrival)
    {
        ulong[] gaps = _gaps[cell % CellSizes.Length];
        ulong patience = Exponential.Sample(randomBits);
        long now = after.Microseconds;
        while (true)
        {
            long hour = now / MicrosecondsPerHour;
            long hourEnd = Math.Min((hour + 1) * MicrosecondsPerHour, end.Microseconds);
            ulong gap = gaps[(int)((hour + (FirstWeekday * 24)) % HoursPerWeek)];
            ulong wait = Scale(patience, gap);
            if (wait < (ulong)(hourEnd - now))
            {
                arrival = new Instant(now + (long)wait);
                return true;
            }

            if (hourEnd >= end.Microseconds)
            {
                arrival = end;
                return false;
            }

            patience -= Math.Min(patience, (ulong)(((UInt128)(ulong)(hourEnd - now) << 32) / gap));
            now = hourEnd;
        }
    }

    /// <summary>A fixed-point number (2^32 is 1) times a whole one; below 2^64.</summary>
    private static ulong Scale(ulong fixedPoint, ulong whole)
    {
        ulong upper = Math.BigMul(fixedPoint, whole, out ulong lower);
        return (upper << 32) | (lower >> 32);
    }
}
