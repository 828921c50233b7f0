using Waybill.Events.Telemetry;

namespace Waybill.Speed.Rules;

/// <summary>Fields that only rules of the user's own look at; kept when there is such a rule.</summary>
internal readonly record struct SampleExtras(int CargoTemp, int Ambient, int Humidity, int Battery)
{
    public static SampleExtras Of(in TelemetryReading reading) =>
        new(reading.CargoTempMilli, reading.AmbientMilli, reading.HumidityMilli, reading.BatteryMilli);
}
