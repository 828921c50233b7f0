using Waybill.Events.Live;

namespace Waybill.Cli.Up;

/// <summary>What is kept of the live state between two lives of the program.</summary>
/// <param name="Trucks">The trucks as they were last seen.</param>
/// <param name="Open">Open alerts after their last change.</param>
/// <param name="Closed">The last alerts that are over, oldest first.</param>
internal sealed record LiveMemoryState(IReadOnlyList<TruckState> Trucks, IReadOnlyList<AlertChange> Open, IReadOnlyList<AlertChange> Closed);
