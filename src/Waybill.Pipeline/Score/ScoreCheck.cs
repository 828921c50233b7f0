namespace Waybill.Pipeline.Score;

/// <summary>One figure beside the truth.</summary>
/// <param name="Name">What was compared.</param>
/// <param name="Layer">The table that it was read from.</param>
/// <param name="Truth">The true figure.</param>
/// <param name="Knowable">What the written data allow: the truth without what faults destroyed.</param>
/// <param name="Found">What the lake says.</param>
/// <param name="ErrorPct">How far found is from the truth, in per cent of the truth.</param>
/// <param name="TolerancePct">How far it may be: what cannot be known, or the tolerance that was asked for.</param>
/// <param name="Pass">Found equals what can be known (or lies within the tolerance that was asked for).</param>
public sealed record ScoreCheck(
    string Name, string Layer, double Truth, double Knowable, double Found, double ErrorPct, double TolerancePct, bool Pass)
{
    // Sums of doubles in another order differ in the last bits.
    private const double RoundingError = 1e-9;

    /// <summary>Judges a figure.</summary>
    /// <param name="name">What was compared.</param>
    /// <param name="layer">The table that it was read from.</param>
    /// <param name="truth">The true figure.</param>
    /// <param name="knowable">What the written data allow.</param>
    /// <param name="found">What the lake says.</param>
    /// <param name="tolerancePct">Null: it must equal what can be known. Otherwise the allowed error against the truth in per cent.</param>
    public static ScoreCheck Judge(string name, string layer, double truth, double knowable, double found, double? tolerancePct)
    {
        var error = Percent(found - truth, truth);
        var pass = tolerancePct is { } allowed
            ? error <= allowed + RoundingError
            : Math.Abs(found - knowable) <= RoundingError * Math.Max(1, Math.Abs(knowable));
        return new ScoreCheck(name, layer, truth, knowable, found, Math.Round(error, 6),
            Math.Round(tolerancePct ?? Percent(knowable - truth, truth), 6), pass);
    }

    /// <summary>What a row-by-row comparison says: how many rows, and which share of rows and cells is wrong.</summary>
    /// <param name="table">The comparison.</param>
    /// <param name="tolerancePct">Null: nothing may be wrong. Otherwise the share of rows or cells that may be, in per cent.</param>
    public static IEnumerable<ScoreCheck> OfTable(TableScore table, double? tolerancePct)
    {
        ArgumentNullException.ThrowIfNull(table);
        yield return Judge("rows", table.Table, table.Expected, table.Expected, table.Found, tolerancePct);
        yield return Share("rows missing", table.Missing, table.Expected);
        yield return Share("rows invented", table.Extra, table.Expected);
        yield return Share("rows doubled", table.Doubled, table.Expected);
        yield return Share("cells wrong", table.WrongCells, table.Expected * table.Columns.Count);

        ScoreCheck Share(string name, long wrong, long all)
        {
            var error = wrong == 0 ? 0 : 100.0 * wrong / Math.Max(1, all);
            return new ScoreCheck(name, table.Table, 0, 0, wrong, Math.Round(error, 6), tolerancePct ?? 0, error <= (tolerancePct ?? 0));
        }
    }

    /// <summary>The same, with a check for each column, for a table of another system.</summary>
    /// <param name="table">The comparison.</param>
    /// <param name="tolerancePct">Null: nothing may be wrong. Otherwise the share that may be, in per cent.</param>
    public static IEnumerable<ScoreCheck> OfCandidate(TableScore table, double? tolerancePct)
    {
        ArgumentNullException.ThrowIfNull(table);
        foreach (var check in OfTable(table, tolerancePct).Where(c => c.Name is "rows missing" or "rows invented" or "rows doubled"))
        {
            yield return check;
        }

        foreach (var column in table.Columns)
        {
            var error = 100.0 * column.Wrong / Math.Max(1, table.Expected);
            yield return new ScoreCheck(
                $"{column.Name} wrong", table.Table, 0, 0, column.Wrong, Math.Round(error, 6), tolerancePct ?? 0, error <= (tolerancePct ?? 0));
        }
    }

    private static double Percent(double difference, double truth) =>
        difference == 0 ? 0 : truth == 0 ? 100 : Math.Abs(100 * difference / truth);
}
