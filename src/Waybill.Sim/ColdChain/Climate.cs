using Waybill.Events.Values;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.ColdChain;

/// <summary>The air outside by hour and altitude, in thousandths of a degree.</summary>
internal sealed class Climate(RandomStreams streams)
{
    private const int SeaLevelMilli = 27_500;

    /// <summary>Thousandths of a degree that a metre of altitude takes away, times two.</summary>
    private const int TwiceLapse = 11;
    private const int CoastSwing = 3_500;
    private const int MostSwing = 6_500;

    /// <summary>Most by which a day is warmer or cooler than usual.</summary>
    private const int MostUnusual = 2_000;
    private const int Parts = 144;
    private const int PartSeconds = Instant.SecondsPerDay / Parts;

    /// <summary>It is warmest at 14:00 in Kenya, which is 11:00 UTC.</summary>
    private const int WarmestPart = 66;

    /// <summary>The day's course in thousandths, in steps of ten minutes.</summary>
    private static readonly int[] Course =
        [.. Enumerable.Range(0, Parts).Select(part => (int)(Angles.Cosine((part + Parts - WarmestPart) % Parts, Parts) * 1_000))];

    private readonly RandomStream _days = streams.Get("cold_chain.weather");
    private int _today;
    private int _tomorrow;

    public void BeginDay(int day)
    {
        _today = Unusual(day);
        _tomorrow = Unusual(day + 1);
    }

    /// <summary>The temperature at a second of the day.</summary>
    public int At(int secondOfDay, int altitudeMetres)
    {
        int swing = Math.Min(CoastSwing + (altitudeMetres * 8 / 5), MostSwing);
        long weather = _today + ((long)(_tomorrow - _today) * secondOfDay / Instant.SecondsPerDay);
        return SeaLevelMilli - (altitudeMetres * TwiceLapse / 2) + (swing * Course[secondOfDay / PartSeconds] / 1_000) + (int)weather;
    }

    private int Unusual(int day) => _days.Below((ulong)day, (2 * MostUnusual) + 1) - MostUnusual;
}
