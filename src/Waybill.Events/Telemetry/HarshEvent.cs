namespace Waybill.Events.Telemetry;

/// <summary>What the device's own accelerometer tells; speeds every half minute cannot.</summary>
public enum HarshEvent : byte
{
    None,
    Braking,
    Acceleration,
    Cornering,
}
