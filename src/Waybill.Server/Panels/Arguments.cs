using System.Globalization;
using Microsoft.Extensions.Primitives;
using Waybill.DuckDb;
using Waybill.Pipeline.Panels;
using Waybill.Server.Http;

namespace Waybill.Server.Panels;

/// <summary>Reads the parameters of a panel from a query string and binds them; values never become part of the SQL's text.</summary>
internal static class Arguments
{
    private const int MostCharacters = 1_000;

    /// <summary>Every parameter of the panel, in its order, with a value in one way of writing.</summary>
    /// <exception cref="RequestException">One is missing, unknown, given twice or of another type.</exception>
    public static IReadOnlyList<Argument> Read(Panel panel, IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        var given = query.Where(q => q.Key != "format").ToDictionary(q => q.Key, q => q.Value, StringComparer.Ordinal);
        var unknown = given.Keys.Order(StringComparer.Ordinal).FirstOrDefault(k => panel.Parameters.All(p => p.Name != k));
        if (unknown is not null)
        {
            throw Bad(panel, $"'{unknown}' is no parameter of {panel.Id}.");
        }

        return [.. panel.Parameters.Select(p => new Argument(p, Value(panel, p, given.GetValueOrDefault(p.Name))))];
    }

    public static void Bind(DuckDbStatement statement, IReadOnlyList<Argument> arguments)
    {
        foreach (var (parameter, value) in arguments)
        {
            var index = statement.IndexOf(parameter.Name);
            _ = (parameter.Type, value) switch
            {
                (_, null) => statement.BindNull(index),
                (PanelType.Integer, _) => statement.Bind(index, long.Parse(value, CultureInfo.InvariantCulture)),
                (PanelType.Number, _) => statement.Bind(index, double.Parse(value, CultureInfo.InvariantCulture)),
                (PanelType.Boolean, _) => statement.Bind(index, value == "true"),
                _ => statement.Bind(index, value),
            };
        }
    }

    private static string? Value(Panel panel, PanelParameter parameter, StringValues given)
    {
        if (given.Count > 1)
        {
            throw Bad(panel, $"{parameter.Name} was given {given.Count} times.");
        }

        var text = given.Count == 0 || given[0] is "" ? null : given[0];
        return text is null
            ? parameter.IsOptional ? null : throw Bad(panel, $"{panel.Id} needs {parameter.Name}.")
            : text.Length <= MostCharacters && !text.Contains('\0', StringComparison.Ordinal) && Normal(parameter.Type, text) is { } value
                ? value
                : throw Bad(panel, $"'{Shortened(text)}' is not a value of type {parameter.Type.ToString().ToLowerInvariant()} for {parameter.Name}.");
    }

    private static string? Normal(PanelType type, string text)
    {
        var invariant = CultureInfo.InvariantCulture;
        return type switch
        {
            PanelType.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out var i) ? i.ToString(invariant) : null,
            PanelType.Number => double.TryParse(text, NumberStyles.Float, invariant, out var n) && double.IsFinite(n) ? n.ToString("R", invariant) : null,
            PanelType.Boolean => text is "true" or "false" ? text : null,
            PanelType.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", invariant, DateTimeStyles.None, out var d) ? d.ToString("yyyy-MM-dd", invariant) : null,
            PanelType.Timestamp => DateTime.TryParse(text, invariant, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var t)
                ? t.ToString("yyyy-MM-dd HH:mm:ss.ffffff", invariant)
                : null,
            _ => text,
        };
    }

    private static RequestException Bad(Panel panel, string detail) => RequestException.Bad("The panel cannot be asked like this", detail,
        panel.Parameters.Count == 0
            ? "It has no parameters."
            : $"Its parameters: {string.Join(", ", panel.Parameters.Select(p => $"{p.Name} ({p.Type.ToString().ToLowerInvariant()}{(p.IsOptional ? ", optional" : "")})"))}.");

    private static string Shortened(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
