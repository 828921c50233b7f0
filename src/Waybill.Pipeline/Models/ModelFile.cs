using System.Text.RegularExpressions;

namespace Waybill.Pipeline.Models;

/// <summary>
/// Reads a model file: comment lines at the top are the header (<c>-- name: value</c>, other lines are its description),
/// everything after is one <c>select</c>, or one for each <c>interim</c> and one over them, each ended by a semicolon.
/// </summary>
internal static partial class ModelFile
{
    private static readonly string[] Fields =
        ["model", "grain", "materialization", "key", "latest", "by", "via", "valid_from", "interim", "partition", "order", "references", "check", "expects",
            "required", "part_of"];

    public static Model Parse(string file, string text)
    {
        var header = ReadHeader(file, text, out var body);
        var name = Required(header, "model", file);
        var (interims, result) = Queries(header, body, file);
        if (!ModelName().IsMatch(name))
        {
            throw Bad(file, 1, $"'{name}' is not a model name", "Write it as layer.table, for example silver.orders.");
        }

        var key = Columns(header, "key");
        var by = Columns(header, "by");
        var materialization = ParseMaterialization(header, file);
        var validFrom = materialization == Models.Materialization.Scd2 ? Required(header, "valid_from", file) : "";
        var model = new Model
        {
            Name = name,
            Description = string.Join('\n', header.Where(h => h.Field == "").Select(h => h.Value)).Trim(),
            Grain = header.FirstOrDefault(h => h.Field == "grain").Value ?? "",
            Materialization = materialization,
            Key = key,
            By = by.Count > 0 ? by : validFrom.Length > 0 ? [.. key, validFrom] : key,
            ValidFrom = validFrom,
            Via = header.Where(h => h.Field == "via").Select(h => ParseVia(h.Value, h.Line, file)).ToDictionary(),
            Partition = Columns(header, "partition"),
            Order = Columns(header, "order"),
            References = [.. header.Where(h => h.Field == "references").Select(h => ParseReference(h.Value, h.Line, file))],
            Expects = header.FirstOrDefault(h => h.Field == "expects").Value,
            Required = Columns(header, "required"),
            Interims = interims,
            Result = Latest(header, key, result, file),
            Text = text,
            File = file,
        };
        var checks = header.Where(h => h.Field == "check")
            .Select(h => InlineCheck.Parse(h.Value, model, h.Line));
        return model with { Checks = [.. checks] };
    }

    /// <summary>Reads a file that adds rows to a model of another file; null when it is a model itself.</summary>
    public static ModelPart? ParsePart(string file, string text)
    {
        var header = ReadHeader(file, text, out var body);
        var of = header.FirstOrDefault(h => h.Field == "part_of");
        return of.Value is null ? null
            : header.FirstOrDefault(h => h.Field is not ("" or "part_of")) is { Field: { } other, Line: var line }
                ? throw Bad(file, line, $"a part of {of.Value} has no '{other}' of its own", $"Say it in the header of {of.Value}.")
                : new ModelPart { Model = of.Value, Sql = body.Trim().TrimEnd(';'), Text = text, File = file };
    }

    private static (IReadOnlyList<InterimQuery> Interims, string Result) Queries(
        List<(string Field, string Value, int Line)> header, string body, string file)
    {
        var names = header.Where(h => h.Field == "interim").ToList();
        if (names.Count == 0)
        {
            return ([], body.Trim().TrimEnd(';'));
        }

        if (names.FirstOrDefault(n => !InterimName().IsMatch(n.Value)) is { Value: { } bad, Line: var line })
        {
            throw Bad(file, line, $"'{bad}' is not a name for an interim", "Write a word in lower case, for example matched.");
        }

        var queries = EndOfQuery().Split(body.Trim()).Select(q => q.Trim().TrimEnd(';')).ToList();
        return queries.Count == names.Count + 1
            ? ([.. names.Zip(queries, (n, q) => new InterimQuery(n.Value, q))], queries[^1])
            : throw Bad(file, names[^1].Line,
                $"the file has {queries.Count} {(queries.Count == 1 ? "query" : "queries")}, and its header names {names.Count} of its queries as interims",
                "Name all but the last, and end each with a semicolon at the end of its last line.");
    }

    private static string Latest(List<(string Field, string Value, int Line)> header, IReadOnlyList<string> key, string query, string file)
    {
        var latest = header.FirstOrDefault(h => h.Field == "latest");
        return latest.Value is null ? query
            : key.Count > 0 ? LatestChange.Of(query, key, latest.Value)
            : throw Bad(file, latest.Line, "the latest change of what? The header lacks 'key'", "Add a line '-- key: …' with the columns that identify a row.");
    }

    private static List<(string Field, string Value, int Line)> ReadHeader(string file, string text, out string body) =>
        SqlHeader.Read(file, text, "model", Fields, out body);

    private static KeyValuePair<string, IReadOnlyList<string>> ParseVia(string text, int line, string file)
    {
        var match = Via().Match(text);
        return match.Success
            ? new(match.Groups[1].Value, [.. match.Groups[2].Value.Split(',').Select(c => c.Trim())])
            : throw Bad(file, line, $"'{text}' is not a via", "Write it as layer.table(column, column).");
    }

    private static ModelReference ParseReference(string text, int line, string file)
    {
        var match = Reference().Match(text);
        var there = Names(match.Groups["there"].Value);
        var here = match.Groups["here"].Success ? Names(match.Groups["here"].Value) : there;
        return match.Success && here.Length == there.Length
            ? new ModelReference(here, match.Groups["table"].Value, there, match.Groups["warn"].Success ? CheckSeverity.Warn : CheckSeverity.Error)
            : throw Bad(file, line, $"'{text}' is not a reference",
                "Write it as layer.table(column, …), or column, … -> layer.table(column, …) where the names differ; warn may follow.");

        static string[] Names(string list) => list.Split(',', StringSplitOptions.TrimEntries);
    }

    private static Materialization ParseMaterialization(List<(string Field, string Value, int Line)> header, string file)
    {
        var value = Required(header, "materialization", file);
        return Enum.TryParse<Materialization>(value, ignoreCase: true, out var parsed)
            ? parsed
            : throw Bad(file, 1, $"'{value}' is not a materialization",
                $"Use one of: {string.Join(", ", Enum.GetNames<Materialization>()).ToLowerInvariant()}.");
    }

    private static string Required(List<(string Field, string Value, int Line)> header, string field, string file) =>
        header.FirstOrDefault(h => h.Field == field).Value
        ?? throw Bad(file, 1, $"the header lacks '{field}'", $"Add a line '-- {field}: …' at the top.");

    private static IReadOnlyList<string> Columns(List<(string Field, string Value, int Line)> header, string field) =>
        [.. header.Where(h => h.Field == field).SelectMany(h => SplitOutsideBrackets().Split(h.Value))
            .Select(c => c.Trim()).Where(c => c.Length > 0)];

    internal static PipelineException Bad(string file, int line, string what, string advice) =>
        new(PipelineErrorKind.BadModel, $"{file}, line {line}: {what}.", advice);

    [GeneratedRegex(@"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
    private static partial Regex ModelName();

    [GeneratedRegex(@"^([a-z0-9_.]+)\((.+)\)$")]
    private static partial Regex Via();

    [GeneratedRegex(@"^(?:(?<here>\w+(?:\s*,\s*\w+)*)\s*->\s*)?(?<table>[a-z0-9_]+\.[a-z0-9_]+)\((?<there>\w+(?:\s*,\s*\w+)*)\)(?<warn>\s+warn)?$")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^[a-z][a-z0-9_]*$")]
    private static partial Regex InterimName();

    [GeneratedRegex(@"(?<=^(?!\s*--).*;)[ \t]*\r?\n", RegexOptions.Multiline)]
    private static partial Regex EndOfQuery();

    [GeneratedRegex(@",(?![^(]*\))")]
    private static partial Regex SplitOutsideBrackets();
}
