using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Io;

namespace Waybill.Pipeline.Runs;

/// <summary>Reads of a table only the files that can hold one of the changed keys.</summary>
internal static class KeyRange
{
    /// <summary>A relation of the table's rows between the smallest and the largest changed value of a column.</summary>
    public static string Scan(DuckDbConnection connection, LakeTable table, string column)
    {
        using var result = connection.Query(
            $"select min({Sql.Identifier(column)}), max({Sql.Identifier(column)}) from {ChangedKeys.Table}");
        if (!result.NextChunk(out var chunk) || chunk.IsNull(0, 0))
        {
            return table.ToSql();
        }

        return table.Scan(new ScanOptions
        {
            Filters =
            [
                ColumnFilter.GreaterOrEqual(column, chunk.Value(0, 0)!),
                ColumnFilter.LessOrEqual(column, chunk.Value(1, 0)!),
            ],
        }).ToSql();
    }
}
