namespace Waybill.Sim.ColdChain;

/// <summary>A road between two ends, as a line of points. Distances are by road, which winds around the line.</summary>
internal sealed class Road
{
    /// <summary>Metres of a degree, near enough to the equator.</summary>
    public const int MetresPerLongitude = 111_195;
    public const int MetresPerLatitude = 110_574;

    /// <summary>What is allowed away from towns.</summary>
    public const int OpenRoadMilliKmh = 80_000;

    /// <summary>How far a town reaches.</summary>
    private const long TownMillimetres = 2_000_000;

    /// <summary>The road is longer than the line: 570 km for 527 between Naivasha and Mombasa.</summary>
    private const double Winding = 1.08;

    private readonly RoadLeg[] _legs;

    /// <param name="id">Id in routes.csv.</param>
    /// <param name="points">At least two, with distances of 0.</param>
    public Road(string id, IReadOnlyList<RoadPoint> points)
    {
        Id = id;
        var placed = new List<RoadPoint>();
        foreach (RoadPoint point in points)
        {
            placed.Add(placed.Count == 0 ? point : point with { AtMillimetres = placed[^1].AtMillimetres + Distance(placed[^1], in point) });
        }

        Points = placed;
        Length = placed[^1].AtMillimetres;
        _legs = [.. placed.Zip(placed.Skip(1), (from, to) => new RoadLeg(in from, in to))];
    }

    public string Id { get; }

    public IReadOnlyList<RoadPoint> Points { get; }

    /// <summary>Millimetres by road from the first point to the last.</summary>
    public long Length { get; }

    public int Legs => _legs.Length;

    public ref readonly RoadLeg Leg(int index) => ref _legs[index];

    /// <summary>Index of the leg on which a place lies, searched from the one on which it was before.</summary>
    public int FindLeg(int leg, long position)
    {
        while (leg > 0 && position < _legs[leg].From.AtMillimetres)
        {
            leg--;
        }

        while (leg < _legs.Length - 1 && position > _legs[leg].To.AtMillimetres)
        {
            leg++;
        }

        return leg;
    }

    /// <summary>The speed that is allowed at a place of a leg.</summary>
    public static int LimitAt(in RoadLeg leg, long position)
    {
        int limit = OpenRoadMilliKmh;
        if (position - leg.From.AtMillimetres < TownMillimetres)
        {
            limit = leg.From.LimitMilliKmh;
        }

        return leg.To.AtMillimetres - position < TownMillimetres ? Math.Min(limit, leg.To.LimitMilliKmh) : limit;
    }

    private static long Distance(in RoadPoint from, in RoadPoint to)
    {
        double east = (to.LongitudeMicro - from.LongitudeMicro) * (double)MetresPerLongitude / 1_000;
        double north = (to.LatitudeMicro - from.LatitudeMicro) * (double)MetresPerLatitude / 1_000;
        return (long)(Math.Sqrt((east * east) + (north * north)) * Winding);
    }
}
