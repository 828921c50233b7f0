using System.Globalization;
using Waybill.Cli.Live;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;
using Waybill.Server.Live;

namespace Waybill.Cli.Up;

/// <summary>Live state as it goes over HTTP.</summary>
internal static class LiveWords
{
    private const double Millionths = 1e6;
    private const double Thousandths = 1e3;

    public static LiveTruck Of(in TelemetryReading reading, IReadOnlyList<string> alerts) => new(
        reading.TruckId,
        reading.TripId,
        Value(reading.LatitudeMicro, Millionths),
        Value(reading.LongitudeMicro, Millionths),
        Value(reading.SpeedMilliKmh, Thousandths),
        Value(reading.Heading, 1),
        Value(reading.TempMilli, Thousandths),
        Value(reading.CargoTempMilli, Thousandths),
        Value(reading.SetPointMilli, Thousandths),
        Value(reading.FuelMilli, Thousandths),
        reading.DoorOpen,
        reading.EngineOn,
        reading.ReeferOn,
        Time(reading.At),
        alerts);

    public static LiveAlert Of(AlertChange change)
    {
        var alert = change.Alert;
        return new LiveAlert(
            alert.AlertId,
            LiveLine.Word(change.Kind),
            Time(change.At),
            alert.Rule,
            alert.Severity == AlertSeverity.Critical ? "critical" : "warning",
            alert.TruckId,
            alert.TripId,
            alert.Cargo,
            Time(alert.StartedAt),
            Time(alert.OpenedAt),
            alert.ClosedAt is { } closed ? Time(closed) : null,
            alert.End switch
            {
                AlertEnd.Cleared => "cleared",
                AlertEnd.TripEnded => "trip_ended",
                _ => null,
            },
            Value(alert.LimitValue, Thousandths),
            Value(alert.OpeningValue, Thousandths),
            Value(alert.PeakValue, Thousandths),
            alert.BadReadings,
            alert.BreachInSeconds);
    }

    /// <summary>ISO 8601 UTC, whole seconds.</summary>
    public static string Time(Instant time) => time.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static double? Value(int whole, double unit) => whole == TelemetryReading.Missing ? null : whole / unit;
}
