namespace Waybill.Events.Telemetry;

/// <summary>Why something is no reading. The words in dead letters and in quarantine are these in snake_case.</summary>
public enum TelemetryRefusal : byte
{
    /// <summary>It is a reading.</summary>
    None,

    /// <summary>No JSON object, a field of a wrong type, or more than 64 KB.</summary>
    Unreadable,

    /// <summary>No truck_id, an empty one, or one of more than 64 characters.</summary>
    TruckMissing,

    TimeMissing,

    /// <summary>Before the year 2000, or more than ten minutes after it was received.</summary>
    TimeImpossible,
}
