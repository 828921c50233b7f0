namespace Waybill.Server.Live;

/// <summary>The events of the stream: each property is the name of an event and what its <c>data</c> are. It is never sent as a whole.</summary>
/// <param name="Trucks">First all trucks, then those that changed, at most four times a second.</param>
/// <param name="Alert">An alert after a change, at once.</param>
/// <param name="World">The world, first and when something of it has changed, at most once a second.</param>
/// <param name="Run">A step of the run that is going on.</param>
/// <param name="Lake">First and whenever a table has changed.</param>
internal sealed record LiveEvents(IReadOnlyList<LiveTruck> Trucks, LiveAlert Alert, WorldState World, RunProgress Run, LakeChange Lake);
