using Waybill.Events.Telemetry;
using Waybill.Events.Values;

namespace Waybill.Tests.Speed;

/// <summary>Readings for tests: nothing is known but what a test says.</summary>
internal static class Reading
{
    public const int Missing = TelemetryReading.Missing;

    /// <summary>2026-01-03 00:00:00 UTC in seconds since 1970.</summary>
    public const long Day = 1_767_398_400;

    public static TelemetryReading At(double seconds, int temp = Missing, string truck = "TRK-0001", string? trip = "TRP-1") => new()
    {
        TruckId = truck,
        TripId = trip,
        At = new Instant((Day * Instant.MicrosecondsPerSecond) + (long)Math.Round(seconds * Instant.MicrosecondsPerSecond)),
        TempMilli = temp,
        FuelMilli = Missing,
        Seq = -1,
        LatitudeMicro = Missing,
        LongitudeMicro = Missing,
        SpeedMilliKmh = Missing,
        Heading = Missing,
        OdometerMetres = -1,
        SetPointMilli = Missing,
        CargoTempMilli = Missing,
        AmbientMilli = Missing,
        HumidityMilli = Missing,
        BatteryMilli = Missing,
    };
}
