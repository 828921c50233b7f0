using Waybill.Cli.Output;

namespace Waybill.Cli.Live;

/// <summary>What a watch saw, for people.</summary>
internal static class LiveReport
{
    public static string Text(LiveResult result)
    {
        var refused = result.Refused.Count == 0 ? "" : ", refused " + string.Join(", ", result.Refused.Select(r => $"{r.Key} {Texts.Count(r.Value)}"));
        var alerts = result.Alerts.Count == 0 ? "No alerts." : "Alerts: " + string.Join(", ", result.Alerts.Select(a => $"{a.Key} {Texts.Count(a.Value)}"))
            + $". {Texts.Count(result.OpenAlerts)} are open.";
        return $"""
            Watched {Texts.Count(result.Trucks)} trucks: {Texts.Count(result.Readings)} readings in {Texts.Seconds(result.Seconds)} s{Texts.RateOf(result.Readings, result.Seconds, "readings")}, {Texts.Count(result.Late)} late, {Texts.Count(result.Duplicates)} double{refused}.
            {alerts}
            """;
    }
}
