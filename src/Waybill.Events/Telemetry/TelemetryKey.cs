namespace Waybill.Events.Telemetry;

/// <summary>The keys of a reading in the order in which they are written, then those of its envelope.</summary>
internal enum TelemetryKey
{
    TruckId,
    Temp,
    Fuel,
    Timestamp,
    TripId,
    Seq,
    Lat,
    Lon,
    SpeedKmh,
    Heading,
    OdometerKm,
    EngineOn,
    DoorOpen,
    SetPoint,
    CargoTemp,
    Ambient,
    Humidity,
    ReeferOn,
    BatteryV,
    HarshEvent,
    Route,
    Cargo,
    ReceivedAt,
    Topic,
    Partition,
    Offset,
}
