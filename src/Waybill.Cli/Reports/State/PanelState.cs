using System.Text.Json;

namespace Waybill.Cli.Reports.State;

/// <summary>The answer of a panel, as the server gave it.</summary>
internal sealed record PanelState(IReadOnlyList<PanelState.Column> Columns, IReadOnlyList<IReadOnlyList<JsonElement>> Rows)
{
    public static PanelState Read(string json)
    {
        var root = JsonSerializer.Deserialize<JsonElement>(json);
        return new PanelState(
            [.. root.GetProperty("columns").EnumerateArray().Select(c => new Column(Text(c, "name"), Text(c, "type"), Text(c, "unit"), Text(c, "meaning")))],
            [.. root.GetProperty("rows").EnumerateArray().Select(r => (IReadOnlyList<JsonElement>)[.. r.EnumerateArray()])]);
    }

    private static string Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";

    internal sealed record Column(string Name, string Type, string Unit, string Meaning)
    {
        public bool IsNumber => Type is "integer" or "number";
    }
}
