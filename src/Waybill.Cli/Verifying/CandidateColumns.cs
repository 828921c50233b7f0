using Waybill.Cli.Configuration;
using Waybill.DuckDb;
using Waybill.Events;
using Waybill.Pipeline.Score;

namespace Waybill.Cli.Verifying;

/// <summary>Which column of a candidate stands for which of ours.</summary>
internal static class CandidateColumns
{
    /// <summary>The select list that gives a candidate's columns our names. Names match whatever their case.</summary>
    /// <param name="theirs">The candidate's columns.</param>
    /// <param name="expected">Our table.</param>
    /// <param name="maps">Pairs <c>theirs=ours</c>.</param>
    /// <exception cref="WaybillException">Usage: a pair names an unknown column, or a column is missing; the nearest name is told.</exception>
    public static string Select(IReadOnlyList<string> theirs, ExpectedTable expected, IReadOnlyList<string> maps)
    {
        var ours = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (their, our) in maps.Select(Pair))
        {
            var known = theirs.FirstOrDefault(t => t.Equals(their, StringComparison.OrdinalIgnoreCase))
                ?? throw Unknown($"The candidate has no column '{their}' to map.", their, theirs);
            var column = expected.Columns.FirstOrDefault(c => c.Equals(our, StringComparison.OrdinalIgnoreCase))
                ?? throw Unknown($"{expected.Table} has no column '{our}' to map to.", our, expected.Columns);
            if (!ours.TryAdd(column, known))
            {
                throw new WaybillException(WaybillErrorKind.Usage, $"Two columns are mapped to '{column}'.", "Map each column once.");
            }
        }

        foreach (var column in expected.Columns.Where(c => !ours.ContainsKey(c)))
        {
            if (theirs.FirstOrDefault(t => t.Equals(column, StringComparison.OrdinalIgnoreCase)) is { } same && !ours.ContainsValue(same))
            {
                ours.Add(column, same);
            }
        }

        RefuseMissing(theirs, expected, ours);
        var named = ours.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{Sql.Identifier(o.Value)} as {Sql.Identifier(o.Key)}");
        var others = theirs.Where(t => !ours.ContainsValue(t) && !ours.ContainsKey(t)).Select(Sql.Identifier);
        return string.Join(", ", named.Concat(others));
    }

    private static void RefuseMissing(IReadOnlyList<string> theirs, ExpectedTable expected, Dictionary<string, string> ours)
    {
        var missing = expected.Required.Where(r => !ours.ContainsKey(r)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var unused = theirs.Where(t => !ours.ContainsValue(t)).ToList();
        var advice = new List<string>();
        foreach (var column in missing.TakeWhile(_ => unused.Count > 0))
        {
            var nearest = NearestWord.To(column, unused);
            unused.Remove(nearest);
            advice.Add($"--map {nearest}={column}");
        }

        throw new WaybillException(WaybillErrorKind.Usage,
            $"The candidate for {expected.Table} lacks {(missing.Count == 1 ? "the column" : "the columns")} {string.Join(", ", missing)}; it has {string.Join(", ", theirs)}.",
            advice.Count == 0 ? "Add what is missing." : $"If the nearest name is meant: {string.Join(" ", advice)}");
    }

    private static (string Their, string Our) Pair(string map)
    {
        var at = map.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && at < map.Length - 1
            ? (map[..at].Trim(), map[(at + 1)..].Trim())
            : throw new WaybillException(WaybillErrorKind.Usage, $"'{map}' is not a mapping.", "Write it as --map their_column=our_column.");
    }

    private static WaybillException Unknown(string message, string word, IReadOnlyList<string> known) =>
        new(WaybillErrorKind.Usage, message, $"Did you mean '{NearestWord.To(word, known)}'? It has {string.Join(", ", known)}.");
}
