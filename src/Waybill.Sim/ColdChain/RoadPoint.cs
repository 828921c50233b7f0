namespace Waybill.Sim.ColdChain;

/// <summary>A place on a road.</summary>
/// <param name="Name">Its name.</param>
/// <param name="LatitudeMicro">Millionths of a degree.</param>
/// <param name="LongitudeMicro">Millionths of a degree.</param>
/// <param name="LimitMilliKmh">The speed allowed around it.</param>
/// <param name="AltitudeMetres">Above the sea.</param>
/// <param name="AtMillimetres">Distance by road from the first point.</param>
internal readonly record struct RoadPoint(
    string Name, int LatitudeMicro, int LongitudeMicro, int LimitMilliKmh, int AltitudeMetres, long AtMillimetres);
