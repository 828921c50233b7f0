using System.Globalization;
using Waybill.Events;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Speed.Rules;

namespace Waybill.Cli.Configuration;

/// <summary>
/// A row under <c>live: rules:</c>. Keys are the columns of alert_rules.csv, or for people: <c>field</c> with <c>above</c> or <c>below</c>,
/// <c>clear</c>, <c>for: 15m</c>, <c>truck</c>. What is left out comes from the row of that rule that held before.
/// </summary>
internal sealed class RuleEntry
{
    private static readonly string[] Known =
        ["rule", "signal", "field", "above", "below", "limit_value", "clear", "clear_value", "for", "hold_s", "severity", "cargo", "truck", "truck_id"];

    private static readonly string[] Severities = ["critical", "warning"];

    private readonly YamlMap _map;

    private RuleEntry(YamlMap map)
    {
        _map = map;
        Rule = map.RequiredText("rule");
        Cargo = map.Text("cargo");
        TruckId = map.Text("truck") ?? map.Text("truck_id");
    }

    public string Rule { get; }

    public string? Cargo { get; }

    public string? TruckId { get; }

    public static RuleEntry Read(YamlMap map)
    {
        map.AllowOnly(Known);
        Exclude(map, "above", "below", "limit_value");
        Exclude(map, "clear", "clear_value");
        Exclude(map, "for", "hold_s");
        Exclude(map, "truck", "truck_id");
        Exclude(map, "signal", "field");
        return new RuleEntry(map);
    }

    /// <summary>The row that it means.</summary>
    /// <param name="rules">The rules so far.</param>
    /// <exception cref="WaybillException">A value cannot be; the message names file, line and key.</exception>
    public AlertRule Over(AlertRules rules)
    {
        var before = rules.Find(Rule, TruckId ?? "", Cargo) ?? rules.Rows.FirstOrDefault(r => r.Rule == Rule);
        var signal = Signal(before);
        var limit = Milli("above") ?? Milli("below") ?? Milli("limit_value") ?? before?.LimitMilli ?? TelemetryReading.Missing;
        var row = new AlertRule
        {
            Rule = Rule,
            Signal = signal,
            LimitMilli = limit,
            ClearMilli = Milli("clear") ?? Milli("clear_value") ?? Clear(before, limit),
            HoldSeconds = Hold() ?? before?.HoldSeconds ?? 0,
            Severity = Severity() ?? before?.Severity ?? AlertSeverity.Warning,
            Cargo = Cargo,
            TruckId = TruckId,
        };
        try
        {
            row.Validate($"rule '{Rule}'");
        }
        catch (WaybillException e)
        {
            throw _map.Error("rule", e.Message, e.Advice ?? "");
        }

        return row;
    }

    // As far from the limit as before.
    private static int Clear(AlertRule? before, int limit) =>
        before is null || before.ClearMilli == TelemetryReading.Missing || before.LimitMilli == TelemetryReading.Missing
            ? TelemetryReading.Missing
            : limit - (before.LimitMilli - before.ClearMilli);

    private static void Exclude(YamlMap map, params string[] keys)
    {
        var given = keys.Where(map.Has).ToList();
        if (given.Count > 1)
        {
            throw map.Error(given[1], $"stands beside '{given[0]}'", "They mean the same: keep one of them.");
        }
    }

    private AlertSignal Signal(AlertRule? before)
    {
        var field = _map.Text("field");
        if (_map.Text("signal") is { } word)
        {
            return AlertSignals.Find(word) ?? throw Unknown("signal", word, AlertSignals.Words.Split(", "));
        }

        var direction = _map.Has("above") ? "above" : _map.Has("below") ? "below" : null;
        if (field is not null)
        {
            return AlertSignals.Find($"{field}_{direction}") ?? throw UnknownField(field, direction);
        }

        if (before is null)
        {
            throw _map.Error("rule", $"there is no rule '{Rule}' yet, and nothing says what it looks at",
                $"Add 'field: temp' with 'above:' or 'below:', or 'signal:'. Or did you mean '{NearestWord.To(Rule, BuiltIn)}'?");
        }

        var known = AlertSignals.WordOf(before.Signal);
        return direction is null || !known.EndsWith(direction == "above" ? "_below" : "_above", StringComparison.Ordinal)
            ? before.Signal
            : throw _map.Error(direction, $"rule '{Rule}' has the signal {known}", $"Give '{(direction == "above" ? "below" : "above")}:', or the rule another name.");
    }

    private static IReadOnlyList<string> BuiltIn { get; } =
        ["too_warm", "too_cold", "excursion", "freeze", "breach_soon", "stuck_sensor", "dead_sensor", "door_open_moving", "speeding", "idling",
            "harsh_driving", "off_route", "fuel_theft", "silence"];

    private WaybillException UnknownField(string field, string? direction)
    {
        if (direction is null)
        {
            return _map.Error("field", "says nothing without a limit", "Add 'above:' or 'below:' with a number.");
        }

        string[] fields = [.. AlertSignals.Words.Split(", ").Where(w => w.EndsWith("_" + direction, StringComparison.Ordinal)).Select(w => w[..^(direction.Length + 1)])];
        return Unknown("field", field, fields);
    }

    private WaybillException Unknown(string key, string word, IReadOnlyList<string> known) =>
        _map.Error(key, $"'{word}' is not known", $"Did you mean '{NearestWord.To(word, known)}'? Known are {string.Join(", ", known)}.");

    private AlertSeverity? Severity() => _map.Text("severity") switch
    {
        null => null,
        "critical" => AlertSeverity.Critical,
        "warning" => AlertSeverity.Warning,
        var other => throw Unknown("severity", other, Severities),
    };

    private int? Milli(string key) => _map.Text(key) is not { } text ? null
        : MilliText.Parse(text) ?? throw _map.Error(key, $"'{text}' is not a number", "Write it with a point and at most three decimals.");

    private int? Hold()
    {
        if (_map.Text("hold_s") is { } seconds)
        {
            return int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
                ? whole
                : throw _map.Error("hold_s", $"'{seconds}' is not a number of seconds", "Write whole seconds.");
        }

        return _map.Text("for") is not { } text ? null
            : ShortDuration.Parse(text) is { } time ? (int)time.TotalSeconds
            : throw _map.Error("for", $"'{text}' is not a time", "Write it as 90s, 15m or 2h.");
    }
}
