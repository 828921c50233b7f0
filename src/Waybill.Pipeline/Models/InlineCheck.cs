using System.Text.RegularExpressions;

namespace Waybill.Pipeline.Models;

/// <summary>
/// The short checks of a model header: <c>not_null(a, b)</c>, <c>unique(a, b)</c>, <c>accepted(a, 'x', 'y')</c>,
/// <c>true(expression)</c>, each with an optional <c>warn</c> behind it.
/// </summary>
internal static partial class InlineCheck
{
    public static ModelCheck Parse(string text, Model model, int line)
    {
        var match = Call().Match(text);
        if (!match.Success)
        {
            throw ModelFile.Bad(model.File, line, $"'{text}' is not a check",
                "Use not_null(column, …), unique(column, …), accepted(column, 'value', …) or true(expression), "
                + "followed by 'warn' if the model may be published all the same.");
        }

        var arguments = match.Groups[2].Value;
        var sql = match.Groups[1].Value switch
        {
            "not_null" => NotNull(model.Name, arguments),
            "unique" => Unique(model.Name, arguments),
            "accepted" => Accepted(model.Name, arguments),
            _ => $"select * from {model.Name} where not coalesce(({arguments}), true)",
        };
        var severity = match.Groups[3].Success ? CheckSeverity.Warn : CheckSeverity.Error;
        return new ModelCheck($"{match.Groups[1].Value}({arguments})", model.Name, severity, sql, model.File);
    }

    // Of several columns the first is mostly an entity with a few rows each, and to count those is far less work than to tell all rows
    // apart: an entity whose rows set as many of 64 bits as there are rows has no two alike. Only the others are looked at closely.
    private static string Unique(string table, string columns)
    {
        var all = columns.Split(',', 2, StringSplitOptions.TrimEntries);
        var rows = all.Length == 1 || columns.Contains('(', StringComparison.Ordinal)
            ? table
            : $"""
                {table} semi join (
                    select {all[0]} as suspect from {table} group by {all[0]}
                    having count(*) > bit_count(bit_or(cast(1 as ubigint) << (hash({all[1]}) % 64)))
                ) on suspect is not distinct from {all[0]}
                """;
        return $"select {columns}, count(*) as copies from {rows} group by {columns} having count(*) > 1";
    }

    private static string NotNull(string table, string columns)
    {
        var tests = columns.Split(',').Select(c => $"{c.Trim()} is null");
        return $"select * from {table} where {string.Join(" or ", tests)}";
    }

    private static string Accepted(string table, string arguments)
    {
        var comma = arguments.IndexOf(',', StringComparison.Ordinal);
        var column = comma < 0 ? arguments : arguments[..comma];
        return $"select * from {table} where {column} not in ({arguments[(comma + 1)..]})";
    }

    [GeneratedRegex(@"^(not_null|unique|accepted|true)\((.+)\)(\s+warn)?$")]
    private static partial Regex Call();
}
