using Waybill.Events.Values;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Commerce.Sources;

/// <summary>A day that is not normal: which sources of demand it has, and when how many orders come from all of them.</summary>
internal sealed class DayPlan
{
    private const long MicrosecondsPerMinute = 60 * Instant.MicrosecondsPerSecond;

    private readonly OrdinaryDemand _ordinary;
    private readonly FlashSaleDemand[] _sales;
    private readonly List<DayPart> _parts = [];
    private readonly ushort[] _partOfMinute = new ushort[CalendarEntry.MinutesPerDay];

    /// <param name="world">The world.</param>
    /// <param name="day">The day, counted from 1970-01-01.</param>
    /// <param name="ordinary">The market's own demand.</param>
    /// <param name="sources">What comes to it.</param>
    public DayPlan(World world, int day, OrdinaryDemand ordinary, IReadOnlyList<DemandSource> sources)
    {
        Day = day;
        _ordinary = ordinary;
        Sources = sources;
        _sales = [.. sources.OfType<FlashSaleDemand>()];
        double[] usual =
        [
            .. Enumerable.Range(0, CalendarEntry.MinutesPerDay).Select(minute => (double)world.Demand.UsualPerHour(day, minute / 60) / 60),
        ];
        double[][] rates = [.. sources.Append(ordinary).Select(source => source.PerMinute(usual))];
        Expected = [.. rates.Take(sources.Count).Select(rate => rate.Sum())];
        for (int minute = 0; minute < usual.Length; minute++)
        {
            if (minute == 0 || rates.Any(rate => rate[minute] != rate[minute - 1]))
            {
                _parts.Add(PartAt(minute, rates));
            }
            else
            {
                _parts[^1] = _parts[^1] with { EndMinute = minute + 1 };
            }

            _partOfMinute[minute] = (ushort)(_parts.Count - 1);
        }
    }

    /// <summary>Counted from 1970-01-01.</summary>
    public int Day { get; }

    /// <summary>The sources besides the market's own demand.</summary>
    public IReadOnlyList<DemandSource> Sources { get; }

    /// <summary>Orders of each source on this day in a cell of mean size, on average.</summary>
    public IReadOnlyList<double> Expected { get; }

    /// <summary>The first order of a cell after a moment; see <see cref="Demand.TryNext"/>.</summary>
    public bool TryNext(int cell, Instant after, Instant end, ulong randomBits, out Instant arrival)
    {
        var patience = new Patience(randomBits);
        long midnight = Instant.FromDay(Day).Microseconds;
        long now = after.Microseconds;
        while (true)
        {
            DayPart part = _parts[_partOfMinute[(now - midnight) / MicrosecondsPerMinute]];
            long partEnd = Math.Min(midnight + (part.EndMinute * MicrosecondsPerMinute), end.Microseconds);
            if (patience.EndsWithin((ulong)(partEnd - now), part.Gaps[cell % Demand.Sizes], out ulong wait))
            {
                arrival = new Instant(now + (long)wait);
                return true;
            }

            if (partEnd >= end.Microseconds)
            {
                arrival = end;
                return false;
            }

            now = partEnd;
        }
    }

    /// <summary>The source of an order that was placed at this minute.</summary>
    public DemandSource SourceAt(int minute, ulong randomBits)
    {
        ulong[] thresholds = _parts[_partOfMinute[minute]].Thresholds;
        ulong place = randomBits >> 32;
        for (int i = 0; i < thresholds.Length; i++)
        {
            if (place < thresholds[i])
            {
                return Sources[i];
            }
        }

        return _ordinary;
    }

    /// <summary>What one product costs at this minute.</summary>
    /// <param name="minute">Minute of the day.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="product">The product.</param>
    /// <param name="usual">Its price in this channel on a normal day.</param>
    public long PriceCents(int minute, int channel, int product, long usual)
    {
        long price = usual;
        foreach (FlashSaleDemand sale in _sales)
        {
            price = Math.Min(price, sale.PriceCents(minute, channel, product, usual));
        }

        return price;
    }

    private static DayPart PartAt(int minute, double[][] rates)
    {
        double all = rates.Sum(rate => rate[minute]);
        var thresholds = new ulong[rates.Length - 1];
        double below = 0;
        for (int i = 0; i < thresholds.Length; i++)
        {
            below += rates[i][minute];
            thresholds[i] = all > 0 ? (ulong)(below / all * (1UL << 32)) : 0;
        }

        ulong[] gaps =
        [
            .. Enumerable.Range(0, Demand.Sizes).Select(size => all > 0
                ? (ulong)Math.Min(MicrosecondsPerMinute / (all * (double)Demand.SizeOf(size)), Patience.NoOrders - 1) + 1
                : Patience.NoOrders),
        ];
        return new DayPart(minute + 1, gaps, thresholds);
    }
}
