using System.Globalization;
using System.Text;
using Waybill.Events.Hashing;

namespace Waybill.Sim.ColdChain;

/// <summary>The roads of models/seeds/routes.csv, which is built into the program: one file for simulator, rules and models.</summary>
internal sealed class RoadMap
{
    private const string Resource = "routes.csv";

    private RoadMap(string text)
    {
        Fingerprint = XxHash64.Hash(Encoding.UTF8.GetBytes(text));
        Roads =
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Skip(1)
                .Select(line => line.Split(','))
                .GroupBy(fields => fields[0], StringComparer.Ordinal)
                .Select(road => new Road(road.Key, [.. road.OrderBy(fields => Whole(fields[1])).Select(Point)])),
        ];
    }

    public static RoadMap Default { get; } = Load();

    /// <summary>In the order of the file; the first one is the longest haul.</summary>
    public IReadOnlyList<Road> Roads { get; }

    /// <summary>Hash of the file: another map is another world.</summary>
    public ulong Fingerprint { get; }

    private static RoadMap Load()
    {
        using Stream stream = typeof(RoadMap).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not built into the program.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new RoadMap(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }

    private static RoadPoint Point(string[] fields)
    {
        int latitude = Micro(fields[3]);
        int longitude = Micro(fields[4]);
        return new RoadPoint(
            fields[2], latitude, longitude, Whole(fields[5]) * 1_000, Terrain.Altitude(latitude, longitude), AtMillimetres: 0);
    }

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static int Micro(string degrees) => (int)decimal.Round(decimal.Parse(degrees, CultureInfo.InvariantCulture) * 1_000_000);
}
