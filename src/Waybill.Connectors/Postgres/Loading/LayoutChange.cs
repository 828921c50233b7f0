using System.Text.RegularExpressions;

namespace Waybill.Connectors.Postgres.Loading;

/// <summary>How the columns of a loaded table become those that the lake has now.</summary>
/// <param name="Clauses">What stands behind <c>alter table name</c>, one statement each, in this order.</param>
/// <param name="NeedsNewTable">No such statement can do it: the table must be made anew.</param>
internal sealed partial record LayoutChange(IReadOnlyList<string> Clauses, bool NeedsNewTable)
{
    private static readonly LayoutChange NewTable = new([], NeedsNewTable: true);

    private static readonly string[] Integers = ["integer", "bigint"];

    public static LayoutChange Between(IReadOnlyList<ControlColumn> loaded, IReadOnlyList<LoadColumn> wanted)
    {
        var pairs = wanted.Select(w => (Wanted: w, Loaded: loaded.FirstOrDefault(l => IsSame(l, w)))).ToList();
        var renamed = pairs.Where(p => p.Loaded is not null && p.Loaded.Name != p.Wanted.Name).ToList();

        // Names that change places would need a detour that nobody wants to read in a log.
        if (renamed.Any(r => loaded.Any(l => l.Name == r.Wanted.Name))
            || pairs.Any(p => p.Loaded is not null && p.Loaded.Type != p.Wanted.SqlType && !Widens(p.Loaded.Type, p.Wanted.SqlType)))
        {
            return NewTable;
        }

        var dropped = loaded.Where(l => !wanted.Any(w => IsSame(l, w))).Select(l => $"drop column {DuckDb.Sql.Identifier(l.Name)}");
        var names = renamed.Select(r => $"rename column {DuckDb.Sql.Identifier(r.Loaded!.Name)} to {r.Wanted.Quoted}"); // renamed ones are loaded
        var types = pairs.Where(p => p.Loaded is not null && p.Loaded.Type != p.Wanted.SqlType)
            .Select(p => $"alter column {p.Wanted.Quoted} type {p.Wanted.SqlType}");
        var added = pairs.Where(p => p.Loaded is null).Select(p => $"add column {p.Wanted.Quoted} {p.Wanted.SqlType}");
        return new LayoutChange([.. dropped, .. names, .. types, .. added], NeedsNewTable: false);
    }

    private static bool IsSame(ControlColumn loaded, LoadColumn wanted) =>
        loaded.Id is { } id && wanted.Id is { } field ? id == field : loaded.Name == wanted.Name;

    /// <summary>Every value of the first type is one of the second, and looks the same.</summary>
    private static bool Widens(string from, string to)
    {
        var (small, large) = (Numeric().Match(from), Numeric().Match(to));
        return (Array.IndexOf(Integers, from) is var at and >= 0 && Array.IndexOf(Integers, to) > at)
            || (from == "real" && to == "double precision")
            || (small.Success && large.Success && small.Groups[2].Value == large.Groups[2].Value
                && int.Parse(small.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)
                    < int.Parse(large.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^numeric\((\d+),(\d+)\)$")]
    private static partial Regex Numeric();
}
