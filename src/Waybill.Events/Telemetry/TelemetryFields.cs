namespace Waybill.Events.Telemetry;

/// <summary>The measured fields of a reading, to be named together.</summary>
[Flags]
public enum TelemetryFields : ushort
{
    None = 0,
    Temp = 1,
    Fuel = 1 << 1,
    Position = 1 << 2,
    Speed = 1 << 3,
    SetPoint = 1 << 4,
    CargoTemp = 1 << 5,
    Ambient = 1 << 6,
    Humidity = 1 << 7,
    Battery = 1 << 8,
}
