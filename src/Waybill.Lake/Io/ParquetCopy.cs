using System.Globalization;
using Waybill.DuckDb;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>Runs <c>COPY … (FORMAT parquet, FIELD_IDS, RETURN_STATS)</c> into a temporary file.</summary>
/// <remarks>
/// DuckDB 1.5 puts -0.0 and 0.0 into one dictionary entry, so the sign of a zero may be lost. Its bloom filters make it lose
/// rows (<c>x = 0.0</c> does not find -0.0, <c>b = '\xFF'::blob</c> finds nothing), so files are written without them.
/// </remarks>
internal static class ParquetCopy
{
    /// <summary>
    /// Rows of a row group. DuckDB hands rows to the Parquet writer in batches of as many; groups of several batches outgrow the
    /// processor's cache and cost a third more time, and readers skip less.
    /// </summary>
    internal const int RowGroupRows = 122_880;

    /// <summary>
    /// Values that a column chunk's dictionary may have. DuckDB gives up at a fifth of the rows, which no file of ours got smaller by, and
    /// until then every value of a column without a dictionary has gone through a hash table: a seventh of all writing.
    /// </summary>
    private const int DictionaryRows = 8_192;

    /// <param name="connection">Runs the statement.</param>
    /// <param name="select">A select with exactly the schema's columns.</param>
    /// <param name="path">The file; must not exist.</param>
    /// <param name="columns">Columns with their field ids.</param>
    /// <param name="icebergSchema">Schema JSON for the file's key-value metadata, where Java puts it too.</param>
    /// <param name="ct">Interrupts the statement.</param>
    /// <exception cref="LakeException">Io: the file system refused; the temporary file is removed.</exception>
    /// <exception cref="DuckDbException">The select failed; the temporary file is removed.</exception>
    public static CopyResult Run(
        DuckDbConnection connection, string select, string path, IReadOnlyList<NestedField> columns, string? icebergSchema, CancellationToken ct)
    {
        var metadata = icebergSchema is null ? "" : $", kv_metadata {{'iceberg.schema': {Sql.Literal(icebergSchema)}}}";
        var sql = $"""
            copy (
            {select}
            ) to {Sql.Literal(path)} (format parquet, compression zstd, compression_level 1, dictionary_size_limit {DictionaryRows}, row_group_size {RowGroupRows}, field_ids {FieldIds(columns)}{metadata}, write_bloom_filter false, return_stats true, use_tmp_file false)
            """;
        try
        {
            using var result = connection.Query(sql, ct);
            return Read(result) ?? new CopyResult(path, 0, 0, new Dictionary<string, IReadOnlyDictionary<string, string>>());
        }
        catch (Exception e)
        {
            DurableFiles.TryDelete(path);
            if (e is DuckDbException { Kind: DuckDbErrorKind.Io })
            {
                throw DurableFiles.Trouble($"cannot write {path}", e);
            }

            throw;
        }
    }

    private static CopyResult? Read(DuckDbResult result)
    {
        CopyResult? copy = null;
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                copy = new CopyResult(
                    chunk.Text(0, row),
                    Convert.ToInt64(chunk.Value(1, row), CultureInfo.InvariantCulture),
                    Convert.ToInt64(chunk.Value(2, row), CultureInfo.InvariantCulture),
                    Statistics(chunk.Value(4, row)));
            }
        }

        return copy;
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Statistics(object? map)
    {
        var result = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (path, values) in map as List<KeyValuePair<object?, object?>> ?? [])
        {
            result[(string)path!] = ((List<KeyValuePair<object?, object?>>)values!) // RETURN_STATS: MAP(VARCHAR, MAP(VARCHAR, VARCHAR)) without nulls
                .ToDictionary(p => (string)p.Key!, p => (string?)p.Value ?? "", StringComparer.Ordinal); // see above
        }

        return result;
    }

    private static string FieldIds(IReadOnlyList<NestedField> fields) =>
        $"{{{string.Join(", ", fields.Select(f => $"{Sql.Identifier(f.Name)}: {FieldId(f.Id, f.Type)}"))}}}";

    private static string FieldId(int id, IcebergType type)
    {
        var number = id.ToString(CultureInfo.InvariantCulture);
        return type switch
        {
            StructType s => $"{{__duckdb_field_id: {number}, {FieldIds(s.Fields)[1..]}",
            ListType l => $"{{__duckdb_field_id: {number}, element: {FieldId(l.ElementId, l.Element)}}}",
            MapType m => $"{{__duckdb_field_id: {number}, key: {FieldId(m.KeyId, m.Key)}, value: {FieldId(m.ValueId, m.Value)}}}",
            _ => number,
        };
    }
}
