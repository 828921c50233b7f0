using System.Globalization;
using Waybill.DuckDb;

namespace Waybill.Pipeline.Score;

/// <summary>The table of everything that is not as it must be, and what is reported of it.</summary>
internal sealed class Differences(DuckDbConnection connection)
{
    public void Create() => connection.Execute($"""
        create or replace table {ComparisonSql.Differences}
            (table_name varchar, what varchar, key varchar, column_name varchar, truth varchar, found varchar)
        """);

    /// <summary>A table's score with its differences counted.</summary>
    public TableScore Count(TableScore score, IReadOnlyDictionary<string, long> unknowableCells)
    {
        var counts = new Dictionary<(string What, string Column), long>();
        using (var result = connection.Query($"""
            select what, coalesce(column_name, ''), count(*), sum(case when what = 'doubled' then cast(split_part(found, ' ', 1) as bigint) - 1 else 1 end)
            from {ComparisonSql.Differences} where table_name = {Sql.Literal(score.Table)} group by all
            """))
        {
            while (result.NextChunk(out var chunk))
            {
                for (var row = 0; row < chunk.Rows; row++)
                {
                    counts[(chunk.Text(0, row), chunk.Text(1, row))] =
                        long.Parse(chunk.Value(3, row)!.ToString()!, CultureInfo.InvariantCulture); // a sum over a group is never null
                }
            }
        }

        return score with
        {
            Missing = counts.GetValueOrDefault(("missing", "")),
            Extra = counts.GetValueOrDefault(("extra", "")),
            Doubled = counts.GetValueOrDefault(("doubled", "")),
            Columns =
            [
                .. score.Columns.Select(c => c with
                {
                    Wrong = c.Wrong + counts.GetValueOrDefault(("different", c.Name)),
                    Unknowable = unknowableCells.GetValueOrDefault(c.Name),
                }),
            ],
        };
    }

    /// <summary>The first differences of each kind, table and column.</summary>
    public IReadOnlyList<Difference> Examples(int each)
    {
        using var result = connection.Query(string.Create(CultureInfo.InvariantCulture, $"""
            select table_name, what, key, column_name, truth, found
            from {ComparisonSql.Differences}
            qualify row_number() over (partition by table_name, what, column_name order by key, found) <= {each}
            order by table_name, what, column_name, key, found
            """));
        var examples = new List<Difference>();
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                examples.Add(new Difference(chunk.Text(0, row), chunk.Text(1, row), chunk.Text(2, row),
                    Text(chunk, 3, row), Text(chunk, 4, row), Text(chunk, 5, row)));
            }
        }

        return examples;
    }

    private static string? Text(ChunkReader chunk, int column, int row) => chunk.IsNull(column, row) ? null : chunk.Text(column, row);
}
