using System.Globalization;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;

namespace Waybill.Cli.Live;

/// <summary>Alerts and readings as people read them.</summary>
internal static class LiveLine
{
    public static string Of(AlertChange change) => string.Create(CultureInfo.InvariantCulture,
        $"{change.At.ToDateTime():yyyy-MM-dd HH:mm:ss}  {Word(change.Kind),-9} {Of(change.Alert)}");

    public static string Of(Alert alert)
    {
        var value = alert.OpeningValue == TelemetryReading.Missing ? ""
            : string.Create(CultureInfo.InvariantCulture, $"  {Number(alert.OpeningValue)}{Against(alert)}, at worst {Number(alert.PeakValue)}");
        var breach = alert.BreachInSeconds is { } seconds
            ? string.Create(CultureInfo.InvariantCulture, $"  limit in {Math.Max(1, seconds / 60)} min")
            : "";
        var end = alert.ClosedAt is { } closed
            ? string.Create(CultureInfo.InvariantCulture, $"  until {closed.ToDateTime():HH:mm:ss}{(alert.End == AlertEnd.TripEnded ? ", the trip ended" : "")}")
            : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{(alert.Severity == AlertSeverity.Critical ? "critical" : "warning"),-8}  {alert.Rule,-16}  {alert.TruckId}"
            + $"  {alert.TripId ?? alert.Segment}  {alert.Cargo ?? "-"}  since {alert.StartedAt.ToDateTime():yyyy-MM-dd HH:mm:ss}{value}{breach}{end}");
    }

    /// <summary>A value of thousandths; empty when it is not known.</summary>
    public static string Number(int milli) =>
        milli == TelemetryReading.Missing ? "" : (milli / 1000m).ToString("0.###", CultureInfo.InvariantCulture);

    public static string Word(AlertChangeKind kind) => kind switch
    {
        AlertChangeKind.Opened => "opened",
        AlertChangeKind.Updated => "updated",
        AlertChangeKind.Closed => "closed",
        _ => "withdrawn",
    };

    private static string Against(Alert alert) =>
        alert.LimitValue == TelemetryReading.Missing ? "" : $" (limit {Number(alert.LimitValue)})";
}
