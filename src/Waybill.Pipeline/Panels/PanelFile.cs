using System.Text.RegularExpressions;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Panels;

/// <summary>Reads a panel file: a header as models have, with <c>panel</c>, <c>title</c>, <c>column</c> and <c>parameter</c>, then one <c>select</c>.</summary>
internal static partial class PanelFile
{
    private static readonly string[] Fields = ["panel", "title", "column", "parameter"];

    public static Panel Parse(string file, string text)
    {
        var header = SqlHeader.Read(file, text, "panel", Fields, out var body);
        var id = Required(header, "panel", file);
        if (!PanelId().IsMatch(id) || file != $"panels/{id}.sql")
        {
            throw ModelFile.Bad(file, 1, $"'{id}' is not the name of this panel", "Write page and name as the file is called, for example orders/lead_time.");
        }

        var panel = new Panel
        {
            Id = id,
            Title = Required(header, "title", file),
            Definition = string.Join('\n', header.Where(h => h.Field == "").Select(h => h.Value)).Trim(),
            Columns = [.. header.Where(h => h.Field == "column").Select(h => ParseColumn(h.Value, h.Line, file))],
            Parameters = [.. header.Where(h => h.Field == "parameter").Select(h => ParseParameter(h.Value, h.Line, file))],
            Sql = body.Trim().TrimEnd(';'),
            File = file,
        };
        return panel.Parameters.FirstOrDefault(p => !panel.Sql.Contains('$' + p.Name, StringComparison.Ordinal)) is { } unused
            ? throw ModelFile.Bad(file, 1, $"the query never asks for ${unused.Name}", "Use the parameter, or take it out of the header.")
            : panel;
    }

    private static PanelColumn ParseColumn(string text, int line, string file)
    {
        var match = Column().Match(text);
        return match.Success
            ? new PanelColumn(match.Groups[1].Value, match.Groups[2].Value.Trim(), match.Groups[3].Value.Trim())
            : throw ModelFile.Bad(file, line, $"'{text}' is not a column", "Write it as name = unit, meaning. Without a unit: name = , meaning.");
    }

    private static PanelParameter ParseParameter(string text, int line, string file)
    {
        var match = Parameter().Match(text);
        return match.Success && Enum.TryParse<PanelType>(match.Groups[2].Value, ignoreCase: true, out var type)
            ? new PanelParameter(match.Groups[1].Value, type, match.Groups[3].Success)
            : throw ModelFile.Bad(file, line, $"'{text}' is not a parameter",
                $"Write it as name type, optional may follow. Types: {string.Join(", ", Enum.GetNames<PanelType>()).ToLowerInvariant()}.");
    }

    private static string Required(List<(string Field, string Value, int Line)> header, string field, string file) =>
        header.FirstOrDefault(h => h.Field == field).Value
        ?? throw ModelFile.Bad(file, 1, $"the header lacks '{field}'", $"Add a line '-- {field}: …' at the top.");

    [GeneratedRegex("^[a-z][a-z0-9_]*/[a-z][a-z0-9_]*$")]
    private static partial Regex PanelId();

    [GeneratedRegex("^([A-Za-z_][A-Za-z0-9_]*)\\s*=([^,]*),(.*)$")]
    private static partial Regex Column();

    [GeneratedRegex("^([a-z][a-z0-9_]*)\\s+([a-z]+)(\\s+optional)?$")]
    private static partial Regex Parameter();
}
