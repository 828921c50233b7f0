using Waybill.Events;

namespace Waybill.Speed.Rules;

/// <summary>The roads that trips take, as lines through their points.</summary>
public sealed class RouteTable
{
    private readonly Dictionary<string, RoutePath> _paths = [];
    private readonly Dictionary<string, RoutePoint[]> _points = [];

    /// <exception cref="WaybillException">BadInput: a road has one point only, or a point twice.</exception>
    public RouteTable(IEnumerable<RoutePoint> points, string place)
    {
        ArgumentNullException.ThrowIfNull(points);
        foreach (var route in points.GroupBy(p => p.Route))
        {
            RoutePoint[] ordered = [.. route.OrderBy(p => p.Point)];
            if (ordered.Length < 2 || ordered.Select(p => p.Point).Distinct().Count() < ordered.Length)
            {
                throw new WaybillException(
                    WaybillErrorKind.BadInput,
                    $"{place}: the road '{route.Key}' has the points {string.Join(',', ordered.Select(p => p.Point))}",
                    "Give a road two points or more, each with its own number.");
            }

            _paths.Add(route.Key, new RoutePath(ordered));
            _points.Add(route.Key, ordered);
        }
    }

    /// <summary>No roads: no truck is ever off one.</summary>
    public static RouteTable Empty { get; } = new([], "");

    /// <summary>Name of the point of a road that is nearest to a position; null where the road is unknown.</summary>
    /// <param name="route">The road.</param>
    /// <param name="latitudeMicro">Millionths of a degree.</param>
    /// <param name="longitudeMicro">Millionths of a degree.</param>
    public string? NearestPlace(string? route, int latitudeMicro, int longitudeMicro) =>
        route is not null && _points.TryGetValue(route, out RoutePoint[]? points)
            ? points.MinBy(p => Square(p.LatitudeMicro - latitudeMicro) + Square(p.LongitudeMicro - longitudeMicro))?.Name
            : null;

    private static long Square(int value) => (long)value * value;

    internal RoutePath? Find(string? route) => route is not null && _paths.TryGetValue(route, out RoutePath? path) ? path : null;
}
