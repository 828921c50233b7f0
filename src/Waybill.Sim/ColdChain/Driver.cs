using System.Globalization;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.ColdChain;

/// <summary>The habits of a driver, the same on every trip.</summary>
internal readonly struct Driver
{
    private const int SlowestPace = 50_000;
    private const int PaceSpread = 10_000;

    /// <summary>The worst driver goes too fast in so many stretches of a thousand.</summary>
    private const int MostSpeeding = 80;

    /// <summary>Harsh events of the best and of the worst driver on 10,000 km.</summary>
    private const int FewestHarsh = 30;
    private const int MostHarsh = 650;
    private const int FewestIdling = 8;
    private const int MostIdling = 60;

    public Driver(RandomStreams streams, int number)
    {
        RandomStream stream = streams.Get("driver.habits", number);
        Pace = SlowestPace + stream.Below(0, PaceSpread + 1);
        SpeedingPerMille = MostSpeeding * Cubed(stream.Below(1, 1_001)) / 1_000;
        HarshPer10000Km = FewestHarsh + ((MostHarsh - FewestHarsh) * Cubed(stream.Below(2, 1_001)) / 1_000);
        IdlingPercent = FewestIdling + stream.Below(3, MostIdling - FewestIdling + 1);
    }

    /// <summary>What the driver goes on an open and level road, in metres an hour.</summary>
    public int Pace { get; }

    public int SpeedingPerMille { get; }

    public int HarshPer10000Km { get; }

    /// <summary>Of the stops: the engine stays on.</summary>
    public int IdlingPercent { get; }

    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"DRV-{number + 1:0000}");

    /// <summary>Of 0 to 1,000: most are near the lower end.</summary>
    private static int Cubed(int perMille) => (int)((long)perMille * perMille * perMille / 1_000_000);
}
