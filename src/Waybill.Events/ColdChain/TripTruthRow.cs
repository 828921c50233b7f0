using Waybill.Events.Values;

namespace Waybill.Events.ColdChain;

/// <summary>A trip as it truly was. For the truth only; written when it is over.</summary>
public readonly record struct TripTruthRow
{
    public required string TripId { get; init; }

    public required string TruckId { get; init; }

    public required string DriverId { get; init; }

    public required string Route { get; init; }

    public required CargoKind Cargo { get; init; }

    /// <summary>When it began to move.</summary>
    public required Instant DepartedAt { get; init; }

    /// <summary>When it stood at its destination, before the goods were unloaded.</summary>
    public required Instant ArrivedAt { get; init; }

    public required long DistanceMetres { get; init; }

    /// <summary>What engine and cooler burnt; stolen fuel is not in it.</summary>
    public required long FuelMillilitres { get; init; }

    public required long DrivingSeconds { get; init; }

    /// <summary>Standing with the engine on.</summary>
    public required long IdleSeconds { get; init; }

    public required int HarshEvents { get; init; }

    /// <summary>Readings that the device made, from loading to unloading.</summary>
    public required int ReadingsMade { get; init; }

    /// <summary>Those that were or will be written so that they can be read, each once.</summary>
    public required int ReadingsWritten { get; init; }
}
