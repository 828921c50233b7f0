using System.Globalization;
using Waybill.DuckDb;

namespace Waybill.Pipeline.Score;

/// <summary>
/// Compares a table with what it must hold. Equal tables are recognised by one pass over each side, without a join: their rows have
/// the same hashes. Only when they differ is it found out where.
/// </summary>
internal sealed class TableComparison(DuckDbConnection connection, double? tolerancePct, bool requireAllColumns)
{
    /// <summary>Compares and writes what differs into <see cref="ComparisonSql.Differences"/>.</summary>
    /// <param name="expectation">What the table must hold.</param>
    /// <param name="found">The table, for use behind <c>from</c>.</param>
    /// <param name="ct">Interrupts the queries.</param>
    public TableScore Run(Expectation expectation, string found, CancellationToken ct)
    {
        var expectedColumns = Columns(expectation.Relation);
        var foundColumns = Columns(found);
        var both = expectedColumns
            .Where(e => foundColumns.ContainsKey(e.Key))
            .Select(e => new ComparedColumn(e.Key, e.Value, foundColumns[e.Key]))
            .ToList();
        var key = expectation.Key.Select(k => both.Find(c => c.Name == k) ?? throw NoKey(expectation.Table, k)).ToList();
        var values = both.Except(key).ToList();
        var sql = new ComparisonSql(expectation, found, key, values, tolerancePct);
        var (expectedRows, foundRows, isEqual) = Digests(sql, ct);
        if (!isEqual)
        {
            connection.Execute(sql.InsertDifferences(), ct);
            if (expectation.CountsRows)
            {
                connection.Execute(sql.InsertDoubled(), ct);
            }
        }

        return new TableScore(
            expectation.Table, expectedRows, foundRows, 0, 0, 0,
            [.. values.Select(c => new ColumnScore(c.Name, 0, 0)), .. Absent(expectedColumns.Keys.Except(foundColumns.Keys, StringComparer.Ordinal), expectedRows)],
            [.. foundColumns.Keys.Except(expectedColumns.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    // Every cell of a column that is not there is wrong.
    private IEnumerable<ColumnScore> Absent(IEnumerable<string> columns, long rows) =>
        requireAllColumns ? columns.Order(StringComparer.Ordinal).Select(c => new ColumnScore(c, Math.Max(1, rows), 0)) : [];

    private (long Expected, long Found, bool IsEqual) Digests(ComparisonSql sql, CancellationToken ct)
    {
        var expected = connection.Scalar<string>(sql.ExpectedDigest, ct);
        var found = connection.Scalar<string>(sql.FoundDigest, ct);
        var isEqual = expected == found && (sql.Unreadable is not { } query || connection.Scalar<long>(query, ct) == 0);
        return (Rows(expected), Rows(found), isEqual);

        static long Rows(string digest) => long.Parse(digest.AsSpan(0, digest.IndexOf(' ')), CultureInfo.InvariantCulture);
    }

    private Dictionary<string, DuckDbType> Columns(string relation) =>
        connection.Columns($"from {relation}").ToDictionary(c => c.Name, c => c.Type, StringComparer.Ordinal);

    private static PipelineException NoKey(string table, string column) => new(PipelineErrorKind.BadModel,
        $"The key column {column} of {table} is missing on one side.", "Compare the score query with the table's columns.");
}
