using System.Text.Json;
using Waybill.IntegrationTests.Cli;

namespace Waybill.IntegrationTests.Live;

/// <summary>The alerts of a workspace, from each side, as comparable texts by id.</summary>
internal static class AlertSets
{
    private static readonly string[] Fields =
    [
        "rule", "severity", "truck_id", "trip_id", "segment", "cargo", "started_at", "opened_at", "closed_at", "closed_reason",
        "limit_value", "opening_value", "peak_value", "bad_readings", "breach_in_s",
    ];

    /// <summary>What <c>waybill live --replay</c> finds in what has landed.</summary>
    public static SortedDictionary<string, string> Replayed(string workspace) =>
        Fold(WaybillProgram.Succeed("live", "--replay", "--json", "--workspace", workspace).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What SQL over bronze finds.</summary>
    public static SortedDictionary<string, string> OfLake(string workspace)
    {
        const string Query = """
            select alert_id, rule, severity, truck_id, trip_id, segment, cargo,
                cast(started_at as varchar) as started_at, cast(opened_at as varchar) as opened_at, cast(closed_at as varchar) as closed_at, closed_reason,
                cast(limit_value * 1000 as bigint) as limit_value, cast(opening_value * 1000 as bigint) as opening_value,
                cast(peak_value * 1000 as bigint) as peak_value, cast(bad_readings as bigint) as bad_readings, breach_in_s
            from gold.fct_alert
            """;
        var rows = WaybillProgram.Succeed("sql", Query, "--json", "--workspace", workspace).Json();
        return Fold(rows.EnumerateArray().Select(r => r.GetRawText()));
    }

    /// <summary>
    /// What was written to landing/alerts: of each alert its last change. The lines of a program that was killed still lie in its hidden
    /// file, until another one opens the next.
    /// </summary>
    public static SortedDictionary<string, string> Logged(string workspace)
    {
        var folder = Path.Combine(workspace, "landing", "alerts");
        return Fold(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines).OrderBy(l => Text(JsonDocument.Parse(l).RootElement, "changed_at"), StringComparer.Ordinal));
    }

    /// <summary>A line for each alert that is not the same on both sides.</summary>
    public static IEnumerable<string> Differences(SortedDictionary<string, string> expected, SortedDictionary<string, string> found) =>
        expected.Keys.Union(found.Keys).Order(StringComparer.Ordinal)
            .Where(id => expected.GetValueOrDefault(id) != found.GetValueOrDefault(id))
            .Select(id => $"{id}: expected {expected.GetValueOrDefault(id) ?? "none"}, found {found.GetValueOrDefault(id) ?? "none"}");

    /// <summary>How silence at the very end stands depends on the clock, and the figures of what is open are told now and then.</summary>
    public static SortedDictionary<string, string> WithoutTheClock(SortedDictionary<string, string> alerts)
    {
        const int Closed = 8;
        const int Figures = 12;
        var lasting = alerts.Where(a => a.Value.Split('|')[Closed].Length > 0 || !a.Value.StartsWith("silence|", StringComparison.Ordinal))
            .Select(a => (a.Key, Fields: a.Value.Split('|')))
            .ToDictionary(a => a.Key, a => string.Join('|', a.Fields[Closed].Length > 0 ? a.Fields : a.Fields[..Figures]));
        return new SortedDictionary<string, string>(lasting, StringComparer.Ordinal);
    }

    /// <summary>The last of the lines about each alert; those that say it never was take it out.</summary>
    public static SortedDictionary<string, string> Fold(IEnumerable<string> lines)
    {
        var alerts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            using var document = JsonDocument.Parse(line);
            var alert = document.RootElement;
            if (!alert.TryGetProperty("alert_id", out var id))
            {
                continue; // the summary
            }

            alerts[id.GetString()!] = string.Join('|', Fields.Select(f => Text(alert, f)));
            if (Text(alert, "change") == "withdrawn")
            {
                alerts.Remove(id.GetString()!);
            }
        }

        return alerts;
    }

    private static string Text(JsonElement of, string name)
    {
        var text = of.TryGetProperty(name, out var value) ? value.ToString() : "";
        return name.EndsWith("_at", StringComparison.Ordinal) && text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }
}
