namespace Waybill.Speed.Rules;

/// <summary>
/// A road as a line through points, on a plane of whole metres: near the equator, where these roads are, a degree of longitude is as
/// long everywhere. Comparisons of distances are exact, so every reader of the same positions decides the same.
/// </summary>
internal sealed class RoutePath
{
    private readonly long[] _x;
    private readonly long[] _y;

    public RoutePath(IReadOnlyList<RoutePoint> points)
    {
        _x = [.. points.Select(p => X(p.LongitudeMicro))];
        _y = [.. points.Select(p => Y(p.LatitudeMicro))];
    }

    /// <summary>True when a position is less than so many metres from the road.</summary>
    public bool IsWithin(int latitudeMicro, int longitudeMicro, int metres) => AnyLeg(latitudeMicro, longitudeMicro, metres, orEqual: false);

    /// <summary>True when a position is more than so many metres from the road.</summary>
    public bool IsBeyond(int latitudeMicro, int longitudeMicro, int metres) => !AnyLeg(latitudeMicro, longitudeMicro, metres, orEqual: true);

    private static long X(int longitudeMicro) => longitudeMicro * 111_195L / 1_000_000;

    private static long Y(int latitudeMicro) => latitudeMicro * 110_574L / 1_000_000;

    private bool AnyLeg(int latitudeMicro, int longitudeMicro, int metres, bool orEqual)
    {
        long px = X(longitudeMicro);
        long py = Y(latitudeMicro);
        for (int leg = 0; leg + 1 < _x.Length; leg++)
        {
            int compared = CompareToLeg(px, py, leg, metres);
            if (compared < 0 || (orEqual && compared == 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Compares the distance to a leg with so many metres: negative when it is less.</summary>
    private int CompareToLeg(long px, long py, int leg, long metres)
    {
        long dx = _x[leg + 1] - _x[leg];
        long dy = _y[leg + 1] - _y[leg];
        long ax = px - _x[leg];
        long ay = py - _y[leg];
        long length2 = (dx * dx) + (dy * dy);
        long dot = (ax * dx) + (ay * dy);
        if (dot <= 0)
        {
            return ((ax * ax) + (ay * ay)).CompareTo(metres * metres);
        }

        if (dot >= length2)
        {
            long bx = px - _x[leg + 1];
            long by = py - _y[leg + 1];
            return ((bx * bx) + (by * by)).CompareTo(metres * metres);
        }

        // The foot lies on the leg: the distance is |a × d| / |d|, and (a × d)² = |a|²·|d|² − (a·d)².
        long cross = Math.Abs((ax * dy) - (ay * dx));
        ulong high = Math.BigMul((ulong)cross, (ulong)cross, out ulong low);
        ulong limitHigh = Math.BigMul((ulong)(metres * metres), (ulong)length2, out ulong limitLow);
        return high == limitHigh ? low.CompareTo(limitLow) : high.CompareTo(limitHigh);
    }
}
