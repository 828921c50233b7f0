using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Waybill.Cli.Reports.State;

/// <summary>A line of a panel's first number over days, for panels with one row a day.</summary>
internal static class DayChart
{
    private const int Width = 960;
    private const int Height = 160;
    private const int Edge = 8;

    /// <summary>Empty for panels that are not by day, or have fewer than three days.</summary>
    public static string Draw(PanelState state)
    {
        var index = state.Columns.TakeWhile(c => !c.IsNumber).Count();
        if (state.Columns is not [{ Name: "day" }, ..] || index != 1 || index == state.Columns.Count)
        {
            return "";
        }

        var points = state.Rows.Where(r => r[index].ValueKind == JsonValueKind.Number).Select(r => (Day: r[0].ToString(), Value: r[index].GetDouble())).ToList();
        if (points.Count < 3 || points.Select(p => p.Day).Distinct().Count() != points.Count)
        {
            return "";
        }

        var low = Math.Min(0, points.Min(p => p.Value));
        var high = Math.Max(points.Max(p => p.Value), low + double.Epsilon);
        var path = new StringBuilder();
        for (var i = 0; i < points.Count; i++)
        {
            var x = Edge + ((Width - (2 * Edge)) * (double)i / (points.Count - 1));
            var y = high > low ? Edge + ((high - points[i].Value) / (high - low) * (Height - (2 * Edge))) : Height - Edge;
            path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{x:0.#} {y:0.#}");
        }

        var label = Output.Html.Text($"{state.Columns[index].Name.Replace('_', ' ')} from {points[0].Day} to {points[^1].Day}, at most {high.ToString("#,0.##", CultureInfo.InvariantCulture)}");
        return $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{label}\"><path d=\"{path}\" style=\"fill:none;stroke:#2f81f7;stroke-width:2\"/></svg>\n<p>{label}</p>\n";
    }
}
