using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;

namespace Waybill.Connectors.Live;

/// <summary>
/// A change of an alert as fields that people and the feed <c>alert_log</c> read. Values are thousandths of the unit, times are UTC.
/// </summary>
public static class AlertText
{
    internal static string Kind(AlertChangeKind kind) => kind switch
    {
        AlertChangeKind.Opened => "opened",
        AlertChangeKind.Updated => "updated",
        AlertChangeKind.Closed => "closed",
        _ => "withdrawn",
    };

    internal static string Severity(AlertSeverity severity) => severity == AlertSeverity.Critical ? "critical" : "warning";

    /// <summary>Null while it is open.</summary>
    internal static string? Reason(AlertEnd end) => end switch
    {
        AlertEnd.Cleared => "cleared",
        AlertEnd.TripEnded => "trip_ended",
        _ => null,
    };

    /// <summary>Null for a value that is not known.</summary>
    internal static string? Number(int value) => value == TelemetryReading.Missing ? null : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The fields of a change in their order; what is not known is null.</summary>
    internal static IReadOnlyList<(string Name, string? Value, bool IsNumber)> Fields(AlertChange change)
    {
        var fields = Fields(change.Alert);
        return [fields[0], ("change", Kind(change.Kind), false), ("changed_at", Time(change.At), false), .. fields.Skip(1)];
    }

    /// <summary>The fields of an alert in their order; what is not known is null.</summary>
    internal static IReadOnlyList<(string Name, string? Value, bool IsNumber)> Fields(Alert alert)
    {
        return
        [
            ("alert_id", alert.AlertId, false),
            ("rule", alert.Rule, false),
            ("truck_id", alert.TruckId, false),
            ("started_at", Time(alert.StartedAt), false),
            ("opened_at", Time(alert.OpenedAt), false),
            ("closed_at", alert.ClosedAt is { } closed ? Time(closed) : null, false),
            ("closed_reason", Reason(alert.End), false),
            ("severity", Severity(alert.Severity), false),
            ("trip_id", alert.TripId, false),
            ("segment", alert.Segment, false),
            ("cargo", alert.Cargo, false),
            ("limit_value", Number(alert.LimitValue), true),
            ("opening_value", Number(alert.OpeningValue), true),
            ("peak_value", Number(alert.PeakValue), true),
            ("bad_readings", alert.BadReadings.ToString(CultureInfo.InvariantCulture), true),
            ("breach_in_s", alert.BreachInSeconds?.ToString(CultureInfo.InvariantCulture), true),
        ];
    }

    /// <summary>One JSON object on one line, without the line's end.</summary>
    public static byte[] Json(AlertChange change) => Json(Fields(change));

    /// <summary>An alert as one JSON object on one line, without the line's end.</summary>
    public static byte[] Json(Alert alert) => Json(Fields(alert));

    private static byte[] Json(IReadOnlyList<(string Name, string? Value, bool IsNumber)> fields)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            foreach (var (name, value, isNumber) in fields)
            {
                if (value is not null && isNumber)
                {
                    json.WritePropertyName(name);
                    json.WriteRawValue(value);
                }
                else
                {
                    json.WriteString(name, value);
                }
            }

            json.WriteEndObject();
        }

        return text.WrittenSpan.ToArray();
    }

    /// <summary>The same for the same change, and for no other of its alert: what was said once is not said again.</summary>
    internal static string Mark(AlertChange change)
    {
        var text = new StringBuilder();
        foreach (var (_, value, _) in Fields(change))
        {
            text.Append(value).Append('|');
        }

        return XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(text.ToString())).ToString("x16", CultureInfo.InvariantCulture);
    }

    private static string Time(Instant time) => time.ToString();
}
