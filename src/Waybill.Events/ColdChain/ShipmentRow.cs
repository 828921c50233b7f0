using Waybill.Events.Values;

namespace Waybill.Events.ColdChain;

/// <summary>A perishable order that rides on a trip.</summary>
public readonly record struct ShipmentRow
{
    public required string ShipmentId { get; init; }

    public required string TripId { get; init; }

    public required string OrderId { get; init; }

    public required string Customer { get; init; }

    public required string Product { get; init; }

    public required CargoKind Cargo { get; init; }

    public required int Units { get; init; }

    public required Money UnitPrice { get; init; }

    public required string Origin { get; init; }

    public required string Destination { get; init; }

    public required Instant PromisedAt { get; init; }

    /// <summary>Rises with the time of planning.</summary>
    public required long SourceSeq { get; init; }
}
