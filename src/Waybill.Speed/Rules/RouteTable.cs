using Waybill.Events;

namespace Waybill.Speed.Rules;

/// <summary>The roads that trips take, as lines through their points.</summary>
public sealed class RouteTable
{
    private readonly Dictionary<string, RoutePath> _paths = [];

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
        }
    }

    /// <summary>No roads: no truck is ever off one.</summary>
    public static RouteTable Empty { get; } = new([], "");

    internal RoutePath? Find(string? route) => route is not null && _paths.TryGetValue(route, out RoutePath? path) ? path : null;
}
