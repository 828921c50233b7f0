using System.Globalization;

namespace Waybill.Connectors.Reading;

/// <summary>
/// Which of our columns the names in a file mean. A column of ours that is missing although it is required, or that is
/// there twice, must refuse the file: guessing would be silent damage.
/// </summary>
/// <param name="Columns">For each name where its values go.</param>
/// <param name="Missing">Required columns that no name means.</param>
/// <param name="Absent">Columns that files usually have and this one lacks.</param>
/// <param name="Twice">A column that two names mean, or null.</param>
internal sealed record ColumnMatch(
    IReadOnlyList<MatchedColumn> Columns,
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Absent,
    (string Column, string First, string Second)? Twice)
{
    /// <summary>What to say about a file that can be read but lacks something, or null.</summary>
    internal string? Remark => Absent.Count == 0 ? null
        : $"it has no column {string.Join(", ", Absent)}: those values are unknown. If the column has another name now, map the file with 'sources:'";

    /// <param name="names">The names in the file.</param>
    /// <param name="target">The columns that are asked for.</param>
    /// <param name="areTogether">Whether two names, by their places, stand in one row; null when all do. Names that never
    /// do can mean the same column.</param>
    internal static ColumnMatch Of(IReadOnlyList<string> names, ColumnTarget target, Func<int, int, bool>? areTogether = null)
    {
        var columns = Assign(names, target, areTogether);
        var matched = new List<MatchedColumn>(names.Count);
        (string, string, string)? twice = null;
        for (var i = 0; i < names.Count; i++)
        {
            var name = columns[i] >= 0 ? target.Columns[columns[i]] : ExtraName(names[i], i, target);
            var other = matched.FindIndex(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase));
            while (other >= 0 && twice is null)
            {
                twice = areTogether is null || areTogether(other, i) ? (name, names[other], names[i]) : null;
                other = matched.FindIndex(other + 1, m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase));
            }

            matched.Add(new MatchedColumn(name, columns[i]));
        }

        var lacking = target.Columns.Where((_, c) => !columns.Contains(c)).ToList();
        return new ColumnMatch(
            matched,
            [.. target.Columns.Where((_, c) => target.Required[c] && !columns.Contains(c))],
            [.. lacking.Where(target.Usual.Contains)],
            twice);
    }

    /// <summary>
    /// Our column for each name, or -1. A column's own name is stronger than an alias: when both are there, the alias
    /// is a column of its own.
    /// </summary>
    private static int[] Assign(IReadOnlyList<string> names, ColumnTarget target, Func<int, int, bool>? areTogether)
    {
        var columns = names.Select(target.Find).ToArray();
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i];
            if (column >= 0 && !target.IsExactName(column, names[i])
                && Enumerable.Range(0, columns.Length).Any(
                    j => j != i && columns[j] == column && target.IsExactName(column, names[j])
                        && (areTogether is null || areTogether(i, j))))
            {
                columns[i] = -1;
            }
        }

        return columns;
    }

    private static string ExtraName(string name, int index, ColumnTarget target)
    {
        var extra = target.KeepsExtraNames ? MetaColumns.Avoid(name) : NameFolder.ToColumnName(name);
        if (extra.Length == 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"column_{index + 1}");
        }

        return target.ReservedNames.Contains(extra) || target.Columns.Contains(extra) ? "extra_" + extra : extra;
    }
}
