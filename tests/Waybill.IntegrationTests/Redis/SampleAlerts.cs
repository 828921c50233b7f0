using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;

namespace Waybill.IntegrationTests.Redis;

/// <summary>Trucks and alerts for tests of sinks.</summary>
internal static class SampleAlerts
{
    public static readonly Instant Noon = Instant.FromSeconds(1_767_441_600);

    public static TruckState Truck(string id, int tempMilli, int openAlerts = 0) => new(new TelemetryReading
    {
        TruckId = id,
        At = Noon,
        TempMilli = tempMilli,
        FuelMilli = 55_250,
        Seq = 7,
        LatitudeMicro = -1_286_389,
        LongitudeMicro = 36_817_223,
        SpeedMilliKmh = 62_400,
        Heading = 120,
        OdometerMetres = 12_345,
        SetPointMilli = TelemetryReading.Missing,
        CargoTempMilli = 4_100,
        AmbientMilli = 28_000,
        HumidityMilli = TelemetryReading.Missing,
        BatteryMilli = 12_600,
        EngineOn = true,
        IsFull = true,
    }, Noon.AddSeconds(1), openAlerts);

    public static AlertChange Opened(string id, int peak = 7_300) => new(AlertChangeKind.Opened, new Alert
    {
        AlertId = id,
        Rule = "too_warm",
        Severity = AlertSeverity.Critical,
        TruckId = "TRK-0001",
        TripId = "TRP-260103-0001-0007",
        Segment = "TRP-260103-0001-0007",
        Cargo = "milk",
        StartedAt = Noon,
        OpenedAt = Noon,
        LimitValue = 7_000,
        OpeningValue = 7_300,
        PeakValue = peak,
        BadReadings = 1,
    }, Noon.AddSeconds(1));

    public static AlertChange Updated(AlertChange before, int peak, int seconds) => before with
    {
        Kind = AlertChangeKind.Updated,
        Alert = before.Alert with { PeakValue = peak, BadReadings = before.Alert.BadReadings + 1 },
        At = Noon.AddSeconds(seconds),
    };

    public static AlertChange Closed(AlertChange before, int seconds) => before with
    {
        Kind = AlertChangeKind.Closed,
        Alert = before.Alert with { ClosedAt = Noon.AddSeconds(seconds), End = AlertEnd.Cleared },
        At = Noon.AddSeconds(seconds),
    };
}
