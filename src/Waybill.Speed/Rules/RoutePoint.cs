namespace Waybill.Speed.Rules;

/// <summary>A row of routes.csv.</summary>
/// <param name="Route">Id of the road; both directions are one.</param>
/// <param name="Point">Counts the points of a road.</param>
/// <param name="Name">The place.</param>
/// <param name="LatitudeMicro">Millionths of a degree.</param>
/// <param name="LongitudeMicro">Millionths of a degree.</param>
/// <param name="LimitKmh">Speed limit at the place; between places it is the road's.</param>
public sealed record RoutePoint(string Route, int Point, string Name, int LatitudeMicro, int LongitudeMicro, int LimitKmh);
