using Waybill.Events.Live;

namespace Waybill.Speed.Runtime;

/// <summary>What one outlet gets at once. Only what that outlet takes is set. It stays as it is until the outlet is done or failed.</summary>
public sealed record Handover
{
    public IReadOnlyList<TruckState> Trucks { get; init; } = [];

    public IReadOnlyList<AlertChange> Changes { get; init; } = [];

    public IReadOnlyList<RawReading> Messages { get; init; } = [];

    public IReadOnlyList<DeadLetter> Letters { get; init; } = [];

    public SavedState? State { get; init; }
}
