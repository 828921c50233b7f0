using Waybill.DuckDb;

namespace Waybill.Pipeline.Score;

/// <summary>What nobody can know, from the queries that list it.</summary>
internal sealed class Unknowables(DuckDbConnection connection, IReadOnlyList<string> models)
{
    private const string Relation = "score.unknowable";

    /// <summary>Computes the lists, once for all that is asked of them.</summary>
    public Unknowables Prepare()
    {
        if (models.Count > 0)
        {
            connection.Execute($"create or replace table {Relation} as "
                + string.Join(" union all ", models.Select(m => $"select table_name, key, column_name, truth, written, reason from {m}")));
        }

        return this;
    }

    /// <summary>By table, column and reason.</summary>
    public IReadOnlyList<UnknowableCount> Count()
    {
        if (models.Count == 0)
        {
            return [];
        }

        using var result = connection.Query($"""
            select table_name, column_name, reason, count(*) from {Relation}
            group by all order by table_name, column_name nulls first, reason
            """);
        var counts = new List<UnknowableCount>();
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                counts.Add(new UnknowableCount(chunk.Text(0, row), chunk.IsNull(1, row) ? null : chunk.Text(1, row),
                    chunk.Text(2, row), chunk.Int64(3, row)));
            }
        }

        return counts;
    }

    /// <summary>Takes rows and cells that nobody can know out of the differences, and counts them by column (empty for rows).</summary>
    /// <param name="table">The table whose differences are meant; what cannot be known of a row holds in every table with its key.</param>
    public IReadOnlyDictionary<string, long> Excuse(string table)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        if (models.Count == 0)
        {
            return counts;
        }

        var excused = $"""
            from {ComparisonSql.Differences} as d
            where d.table_name = {Sql.Literal(table)} and d.what in ('extra', 'different') and exists (
                from {Relation} as u where u.key = d.key and u.column_name is not distinct from d.column_name)
            """;
        using (var result = connection.Query($"select coalesce(d.column_name, ''), count(*) {excused} group by all"))
        {
            while (result.NextChunk(out var chunk))
            {
                for (var row = 0; row < chunk.Rows; row++)
                {
                    counts[chunk.Text(0, row)] = chunk.Int64(1, row);
                }
            }
        }

        if (counts.Count > 0)
        {
            connection.Execute($"delete {excused}");
        }

        return counts;
    }

    /// <summary>Every row and cell, as CSV.</summary>
    public void WriteTo(string file)
    {
        if (models.Count > 0)
        {
            connection.Execute($"""
                copy (select * from {Relation} order by table_name, column_name nulls first, reason, key)
                to {Sql.Literal(file)} (format csv, header)
                """);
        }
    }
}
