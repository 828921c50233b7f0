using Waybill.Events.Text;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Fulfilment;

/// <summary>The cities, the lanes between them, and who orders to where.</summary>
public sealed class Geography
{
    /// <summary>Lanes are at most this many tenths of the usual transit time.</summary>
    internal const int MostLevels = 24;

    /// <summary>Share of a market's orders that stay in its own city.</summary>
    private const int OwnCityPercent = 40;

    /// <summary>Cities whose warehouses also serve other markets.</summary>
    private static readonly int[] Hubs = [0, 1, 2];

    private readonly Lane[] _lanes;
    private readonly AliasTable[] _destinations;

    public Geography()
    {
        int count = City.All.Count;
        string[] regions = [.. City.All.Select(city => city.Region).Distinct().Order(StringComparer.Ordinal)];
        Cities = new TextTable(City.All.Select(city => city.Name));
        Regions = new TextTable(regions);
        _lanes = new Lane[count * count];
        _destinations = new AliasTable[count];
        for (int from = 0; from < count; from++)
        {
            for (int to = 0; to < count; to++)
            {
                int kilometres = City.All[from].KilometresTo(City.All[to]);
                _lanes[(from * count) + to] = new Lane(
                    kilometres,
                    Level(kilometres),
                    120 + (kilometres / 8),
                    Array.IndexOf(regions, City.All[to].Region));
            }

            _destinations[from] = Destinations(from);
        }
    }

    public TextTable Cities { get; }

    public TextTable Regions { get; }

    /// <summary>The city of a cell's market; its warehouse stands there too.</summary>
    public static int HomeCity(int cell) => cell % City.All.Count;

    /// <summary>Draws the city in which a customer of a market lives.</summary>
    public int DrawDestination(int homeCity, ulong randomBits) => _destinations[homeCity].Sample(randomBits);

    /// <summary>One of the hubs, for orders that the home warehouse cannot serve.</summary>
    public static int DrawHub(ulong randomBits) => Hubs[(int)Math.BigMul(randomBits, (ulong)Hubs.Length, out _)];

    internal ref readonly Lane this[int origin, int destination] => ref _lanes[(origin * City.All.Count) + destination];

    /// <summary>
    /// From 8 tenths within a city to 20 tenths from one end of the country to the other; the median order's lane is then
    /// the usual one of the calibration.
    /// </summary>
    private static int Level(int kilometres) => Math.Min(8 + ((kilometres + 60) / 150), MostLevels - 1);

    private static AliasTable Destinations(int home)
    {
        var weights = new long[City.All.Count];
        for (int to = 0; to < weights.Length; to++)
        {
            // Neighbours and big cities order more: inhabitants over distance.
            weights[to] = to == home
                ? 0
                : 1_000L * City.All[to].Thousands / (200 + City.All[home].KilometresTo(City.All[to]));
        }

        weights[home] = weights.Sum() * OwnCityPercent / (100 - OwnCityPercent);
        return new AliasTable(weights);
    }
}
