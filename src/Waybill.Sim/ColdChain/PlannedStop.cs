namespace Waybill.Sim.ColdChain;

/// <summary>Where a truck will stand on the way.</summary>
/// <param name="Kind">Why.</param>
/// <param name="AtMillimetres">Distance from the start of the trip.</param>
/// <param name="Seconds">For how long.</param>
/// <param name="DoorSeconds">How long of it the doors are open.</param>
internal readonly record struct PlannedStop(StopKind Kind, long AtMillimetres, int Seconds, int DoorSeconds);
