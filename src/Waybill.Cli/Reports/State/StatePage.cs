using System.Globalization;
using System.Text;
using System.Text.Json;
using Waybill.Cli.Output;

namespace Waybill.Cli.Reports.State;

/// <summary>The state of a workspace as tables and lines, for when no dashboard is built: one page without scripts, ready to print.</summary>
internal static class StatePage
{
    private const int MostRows = 60;
    private static readonly string[] Pages = ["overview", "orders", "commerce", "factory", "fleet", "trust"];

    public static string Write(StateAnswers answers, string title, string note)
    {
        var page = new StringBuilder(Html.Head(title));
        page.Append(CultureInfo.InvariantCulture, $"<h1>{Html.Text(title)}</h1>\n<p>{Html.Text(note)}</p>\n");
        var panels = JsonSerializer.Deserialize<JsonElement>(answers.Find("/api/panels") ?? "[]").EnumerateArray()
            .ToLookup(p => p.GetProperty("page").GetString(), StringComparer.Ordinal);
        foreach (var name in Pages)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h1 id=\"{name}\">{Html.Text(char.ToUpperInvariant(name[0]) + name[1..])}</h1>\n");
            foreach (var panel in panels[name])
            {
                AppendPanel(page, answers, panel);
            }
        }

        return page.Append(Html.End).ToString();
    }

    private static void AppendPanel(StringBuilder page, StateAnswers answers, JsonElement panel)
    {
        var title = panel.GetProperty("title").GetString() ?? "";
        if (answers.Find($"/api/panels/{panel.GetProperty("id").GetString()}") is { } json)
        {
            var state = PanelState.Read(json);
            var columns = state.Columns.Select(c => Label(c) + (c.IsNumber ? ">" : "")).ToArray();
            Html.Table(page, title, panel.GetProperty("definition").GetString() ?? "", columns,
                state.Rows.Take(MostRows).Select(r => r.Select((cell, i) => Html.Text(Cell(cell, state.Columns[i]))).ToArray()));
            page.Append(state.Rows.Count > MostRows ? $"<p>The first {MostRows} of {state.Rows.Count} rows.</p>\n" : "");
            page.Append(DayChart.Draw(state));
        }
        else if (!panel.GetProperty("available").GetBoolean())
        {
            var hint = panel.GetProperty("hint").ValueKind == JsonValueKind.String ? panel.GetProperty("hint").GetString() : "";
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Html.Text(title)}</h2>\n<p>{Html.Text(hint ?? "")}</p>\n");
        }
    }

    private static string Label(PanelState.Column column)
    {
        var name = column.Name.Replace('_', ' ');
        return column.IsNumber && column.Unit.Length > 0 && column.Unit is not ("share" or "as in unit") ? $"{name} ({column.Unit})" : name;
    }

    private static string Cell(JsonElement cell, PanelState.Column column) => cell.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Number when column.Unit == "share" => (cell.GetDouble() * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %",
        JsonValueKind.Number => cell.GetDouble().ToString("#,0.###", CultureInfo.InvariantCulture),
        _ when column.Type == "timestamp" => cell.ToString().Replace('T', ' ').TrimEnd('Z').Split('.')[0],
        _ => cell.ToString(),
    };
}
