using System.Globalization;
using Waybill.DuckDb;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>Narrows files to the row groups that can hold one of many keys, by the statistics in their footers.</summary>
/// <remarks>
/// The few old keys among the many new ones reach into large files of which they need next to nothing. A file without statistics of
/// the column, or in which the column has another field id under its name, is read whole.
/// </remarks>
internal static class RowGroupSearch
{
    /// <param name="tables">Runs the search.</param>
    /// <param name="keys">Table of the distinct keys.</param>
    /// <param name="column">A key column without null among the keys.</param>
    /// <param name="type">Its type.</param>
    /// <param name="files">Files that can hold a key.</param>
    /// <param name="scan">Knows where the files are.</param>
    /// <param name="ct">Interrupts.</param>
    public static IReadOnlyList<ScanFile> Narrow(
        TemporaryTables tables, string keys, NestedField column, PrimitiveType type, IReadOnlyList<ScanFile> files, ScanSql scan, CancellationToken ct)
    {
        var large = files.Where(f => f.File.SplitOffsets.Count > 1).Select(f => scan.PathOf(f.File)).ToArray();
        if (large.Length == 0 || !IsComparable(type))
        {
            return files;
        }

        var found = Find(tables.Connection, keys, column, type, large, ct);
        return files.Select(f => found.TryGetValue(scan.PathOf(f.File), out var rows) ? f.Only(rows) : f)
            .Where(f => f.Rows is not { Count: 0 })
            .ToArray();
    }

    // A group stays when its bounds are unknown or some key lies between them; the rest of the file's groups are left out.
    private static Dictionary<string, List<RowRange>> Find(
        DuckDbConnection connection, string keys, NestedField column, PrimitiveType type, string[] files, CancellationToken ct)
    {
        var name = Sql.Literal(column.Name);
        var key = Sql.Identifier(column.Name);
        var list = Sql.List(files);
        var sqlType = SqlTypes.Of(type);
        using var result = connection.Query($"""
            with mapped as (
                select file_name from parquet_schema({list})
                where name = {name} and field_id = {column.Id.ToString(CultureInfo.InvariantCulture)}
            ),

            row_groups as (
                select
                    file_name, row_group_id, row_group_num_rows as row_count,
                    sum(row_group_num_rows) over (partition by file_name order by row_group_id) - row_group_num_rows as first_row,
                    try_cast(stats_min_value as {sqlType}) as lo, try_cast(stats_max_value as {sqlType}) as hi
                from parquet_metadata({list})
                semi join mapped using (file_name)
                where path_in_schema = {name}
            ),

            bounded as (
                select row_groups.*, sorted.k
                from row_groups asof left join (select distinct {key} as k from {keys}) as sorted on row_groups.lo <= sorted.k
            )

            select file_name, first_row::bigint, row_count::bigint, coalesce(k <= hi, lo is null or hi is null)
            from bounded
            order by file_name, first_row
            """, ct);
        var found = new Dictionary<string, List<RowRange>>(StringComparer.Ordinal);
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                Add(found, chunk.Text(0, row), new RowRange(chunk.Int64(1, row), chunk.Int64(1, row) + chunk.Int64(2, row)), chunk.Bool(3, row));
            }
        }

        return found;
    }

    private static void Add(Dictionary<string, List<RowRange>> found, string file, RowRange group, bool mayHold)
    {
        if (!found.TryGetValue(file, out var rows))
        {
            found.Add(file, rows = []);
        }

        if (!mayHold)
        {
            return;
        }

        RowRange.Add(rows, group);
    }

    // Types whose statistics DuckDB shows as text that casts back without loss.
    private static bool IsComparable(PrimitiveType type) => type.Kind
        is PrimitiveKind.Text or PrimitiveKind.Int or PrimitiveKind.Long or PrimitiveKind.Date or PrimitiveKind.Timestamp;
}
