using Waybill.Events.Values;

namespace Waybill.Events.ColdChain;

/// <summary>A trip as the dispatcher planned it.</summary>
public readonly record struct TripRow
{
    public required string TripId { get; init; }

    public required string TruckId { get; init; }

    public required string DriverId { get; init; }

    public required string Route { get; init; }

    public required CargoKind Cargo { get; init; }

    /// <summary>Thousandths of a degree Celsius.</summary>
    public required int SetPointMilli { get; init; }

    public required Instant PlannedDeparture { get; init; }

    public required Instant PlannedArrival { get; init; }

    /// <summary>Rises with the time of planning.</summary>
    public required long SourceSeq { get; init; }
}
