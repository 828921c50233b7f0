namespace Waybill.Lake.Io;

/// <summary>What DuckDB's COPY reports of the file it wrote.</summary>
/// <param name="Path">Local path.</param>
/// <param name="Rows">Rows in the file.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Columns">Statistics by quoted dotted path (<c>"st"."a"</c>): column_size_bytes, min, max, null_count, num_values, has_nan.</param>
internal sealed record CopyResult(
    string Path, long Rows, long Bytes, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Columns);
