using Waybill.Events.Values;
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

    /// <summary>1970-01-01 was a Thursday.</summary>
    private const int FirstWeekday = 3;

    /// <summary>Mean microseconds between orders, by size of cell and hour of the week (UTC, from Monday).</summary>
    private readonly ulong[][] _gaps;

    /// <summary>Orders in an hour of the week in a cell of mean size.</summary>
    private readonly decimal[] _perHour;

    public Demand(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        decimal hours = scenario.HourShares.Sum();
        decimal weekdays = scenario.WeekdayShares.Sum();
        _perHour = [.. Enumerable.Range(0, HoursPerWeek).Select(utc => PerHour(1, utc))];
        _gaps = [.. CellSizes.Select(size => (ulong[])[.. Enumerable.Range(0, HoursPerWeek).Select(utc => Gap(PerHour(size, utc)))])];

        decimal PerHour(decimal size, int utc)
        {
            int local = (utc + scenario.HoursAheadOfUtc + HoursPerWeek) % HoursPerWeek;
            return scenario.OrdersPerCellDay * size
                * (scenario.HourShares[local % 24] / hours) * (7 * scenario.WeekdayShares[local / 24] / weekdays);
        }

        static ulong Gap(decimal perHour) =>
            perHour > 0 ? (ulong)(MicrosecondsPerHour / perHour) + 1 : Patience.NoOrders;
    }

    /// <summary>How many sizes of cells there are; a cell's size is its number modulo this.</summary>
    internal static int Sizes => CellSizes.Length;

    /// <summary>Orders of a cell beside those of a mean one.</summary>
    internal static decimal SizeOf(int cell) => CellSizes[cell % CellSizes.Length];

    /// <summary>Usual orders in an hour of a day in a cell of mean size.</summary>
    internal decimal UsualPerHour(int day, int hour) => _perHour[((day + FirstWeekday) % 7 * 24) + hour];

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
        var patience = new Patience(randomBits);
        long now = after.Microseconds;
        while (true)
        {
            long hour = now / MicrosecondsPerHour;
            long hourEnd = Math.Min((hour + 1) * MicrosecondsPerHour, end.Microseconds);
            ulong gap = gaps[(int)((hour + (FirstWeekday * 24)) % HoursPerWeek)];
            if (patience.EndsWithin((ulong)(hourEnd - now), gap, out ulong wait))
            {
                arrival = new Instant(now + (long)wait);
                return true;
            }

            if (hourEnd >= end.Microseconds)
            {
                arrival = end;
                return false;
            }

            now = hourEnd;
        }
    }
}
