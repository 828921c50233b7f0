using System.Globalization;
using System.Text;
using Waybill.Events;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;

namespace Waybill.Speed.Rules;

/// <summary>Reads the text of models/seeds/alert_rules.csv.</summary>
public static class AlertRulesCsv
{
    private static readonly string[] Columns = ["rule", "signal", "limit_value", "clear_value", "hold_s", "severity", "cargo", "truck_id"];

    /// <param name="text">The whole file.</param>
    /// <param name="place">Its name, for messages.</param>
    /// <exception cref="WaybillException">BadInput: names the line, the value and what to do.</exception>
    public static AlertRules Read(string text, string place)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new AlertRules(SeedCsv.Read(text, place, Columns).Select(Row), place);
    }

    /// <summary>The rules as the text of such a file: reading it gives the same rules.</summary>
    public static string Write(AlertRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var text = new StringBuilder(string.Join(',', Columns)).Append('\n');
        foreach (AlertRule row in rules.Rows)
        {
            text.AppendJoin(
                ',', row.Rule, AlertSignals.WordOf(row.Signal), Number(row.LimitMilli), Number(row.ClearMilli),
                row.HoldSeconds.ToString(CultureInfo.InvariantCulture), row.Severity == AlertSeverity.Critical ? "critical" : "warning",
                Cell(row.Cargo), Cell(row.TruckId)).Append('\n');
        }

        return text.ToString();
    }

    private static string Number(int milli) => milli == TelemetryReading.Missing ? "" : AlertRule.Text(milli);

    private static string Cell(string? text) =>
        text is null ? "" : text.AsSpan().ContainsAny("\",\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static AlertRule Row(SeedCsv row)
    {
        string signal = row["signal"] ?? "";
        var rule = new AlertRule
        {
            Rule = row["rule"] ?? "",
            Signal = AlertSignals.Find(signal) ?? throw UnknownWord(row, "signal", signal, AlertSignals.Words),
            LimitMilli = row.Milli("limit_value") ?? TelemetryReading.Missing,
            ClearMilli = row.Milli("clear_value") ?? TelemetryReading.Missing,
            HoldSeconds = Hold(row),
            Severity = row["severity"] switch
            {
                "critical" => AlertSeverity.Critical,
                "warning" => AlertSeverity.Warning,
                var other => throw UnknownWord(row, "severity", other ?? "", "critical, warning"),
            },
            Cargo = row["cargo"],
            TruckId = row["truck_id"],
        };
        rule.Validate(row.Place);
        return rule;
    }

    private static int Hold(SeedCsv row)
    {
        string text = row["hold_s"] ?? "0";
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            ? seconds
            : throw new WaybillException(WaybillErrorKind.BadInput, $"{row.Place}: hold_s '{text}' is no number of seconds", "Write whole seconds.");
    }

    private static WaybillException UnknownWord(SeedCsv row, string column, string word, string known) =>
        new(WaybillErrorKind.BadInput, $"{row.Place}: {column} '{word}' is not known", $"Known are {known}.");
}
