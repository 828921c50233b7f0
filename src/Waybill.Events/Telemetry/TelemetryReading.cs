using Waybill.Events.Values;

namespace Waybill.Events.Telemetry;

/// <summary>
/// What a truck reports at one moment. Numbers are whole, in the units that their names say; a value that was not sent, or that
/// cannot be true, is <see cref="Missing"/>. Texts are shared: equal ones are the same object where a reader made them.
/// </summary>
public readonly record struct TelemetryReading
{
    /// <summary>Stands for a number that is not known.</summary>
    public const int Missing = int.MinValue;

    /// <summary>Never empty; at most 64 characters.</summary>
    public required string TruckId { get; init; }

    /// <summary>The device's clock.</summary>
    public required Instant At { get; init; }

    /// <summary>The air that returns to the cooler, in thousandths of a degree Celsius.</summary>
    public required int TempMilli { get; init; }

    /// <summary>Fuel in thousandths of a per cent of the tank.</summary>
    public required int FuelMilli { get; init; }

    public string? TripId { get; init; }

    /// <summary>Id of the road that the trip takes.</summary>
    public string? Route { get; init; }

    public string? Cargo { get; init; }

    /// <summary>Counts the readings of a truck; -1 where it was not sent.</summary>
    public required long Seq { get; init; }

    /// <summary>Latitude in millionths of a degree.</summary>
    public required int LatitudeMicro { get; init; }

    /// <summary>Longitude in millionths of a degree.</summary>
    public required int LongitudeMicro { get; init; }

    /// <summary>Metres an hour.</summary>
    public required int SpeedMilliKmh { get; init; }

    /// <summary>Degrees from north, clockwise.</summary>
    public required int Heading { get; init; }

    /// <summary>Metres since the truck was new; -1 where it was not sent.</summary>
    public required long OdometerMetres { get; init; }

    /// <summary>What the cooler was told to hold, in thousandths of a degree Celsius.</summary>
    public required int SetPointMilli { get; init; }

    /// <summary>Between the goods, in thousandths of a degree Celsius.</summary>
    public required int CargoTempMilli { get; init; }

    /// <summary>Outside, in thousandths of a degree Celsius.</summary>
    public required int AmbientMilli { get; init; }

    /// <summary>Relative humidity in thousandths of a per cent.</summary>
    public required int HumidityMilli { get; init; }

    /// <summary>The device's battery in thousandths of a volt.</summary>
    public required int BatteryMilli { get; init; }

    public bool? EngineOn { get; init; }

    public bool? DoorOpen { get; init; }

    public bool? ReeferOn { get; init; }

    public HarshEvent Harsh { get; init; }

    /// <summary>True when the sender knows more than the four listed fields, so that a harsh event that is not there did not happen.</summary>
    public bool IsFull { get; init; }

    /// <summary>The fields whose values cannot be true and were taken for missing.</summary>
    public TelemetryFields Implausible { get; init; }
}
