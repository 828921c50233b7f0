using System.Globalization;
using Waybill.DuckDb;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Lint;

/// <summary>Rules that need the Parquet files themselves (ICEBERG.md 1.7, 1.8, 1.12): everything the manifest says of them is true.</summary>
internal sealed class ParquetRules(LintFindings findings, TableMetadata metadata, TableFolder folder, DuckDbConnection connection)
{
    private readonly Dictionary<string, long> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<int, string>> _ids = new(StringComparer.Ordinal);

    public void Check(IEnumerable<ManifestEntry> entries)
    {
        ReadFooters(entries.Select(e => folder.PathOf(e.File.FilePath)).Where(File.Exists).ToArray());
        var counts = entries.Where(e => e.File.Content == FileContent.Data).ToDictionary(e => e.File.FilePath, e => e.File.RecordCount, StringComparer.Ordinal);
        foreach (var file in entries.Select(e => e.File).Where(f => f.FileFormat == "PARQUET" && File.Exists(folder.PathOf(f.FilePath))))
        {
            var where = folder.Relative(file.FilePath);
            try
            {
                CheckFile(file, where, counts);
            }
            catch (DuckDbException e)
            {
                findings.Add("parquet/readable", where, e.Message);
            }
        }
    }

    private void CheckFile(DataFile file, string where, Dictionary<string, long> counts)
    {
        var path = folder.PathOf(file.FilePath);
        if (!_rows.TryGetValue(path, out var rows))
        {
            ReadFooters([path]); // reading all at once failed: this call says which one
            rows = _rows[path];
        }

        findings.Expect(rows == file.RecordCount, "parquet/records", where, $"record_count is {file.RecordCount}, the file has {rows}");
        var ids = _ids[path];
        if (file.Content == FileContent.Data)
        {
            CheckFieldIds(ids, where);
            CheckValues(file, ids, where);
        }
        else if (file.Content == FileContent.PositionDeletes)
        {
            CheckDeletes(file, Sql.Literal(path), ids, where, counts);
        }
    }

    // Footers of all files in two queries; one damaged file fails both, then each is read on its own.
    private void ReadFooters(string[] paths)
    {
        if (paths.Length == 0)
        {
            return;
        }

        try
        {
            using (var result = connection.Query($"select file_name, num_rows::bigint from parquet_file_metadata({Sql.List(paths)})"))
            {
                while (result.NextChunk(out var chunk))
                {
                    for (var row = 0; row < chunk.Rows; row++)
                    {
                        _rows[chunk.Text(0, row)] = chunk.Int64(1, row);
                        _ids[chunk.Text(0, row)] = [];
                    }
                }
            }

            using var schemas = connection.Query($"select file_name, name, field_id::integer from parquet_schema({Sql.List(paths)}) where field_id is not null");
            while (schemas.NextChunk(out var chunk))
            {
                for (var row = 0; row < chunk.Rows; row++)
                {
                    _ids[chunk.Text(0, row)][chunk.Int32(2, row)] = chunk.Text(1, row);
                }
            }
        }
        catch (DuckDbException) when (paths.Length > 1)
        {
            _rows.Clear();
        }
    }

    private void CheckFieldIds(Dictionary<int, string> ids, string where)
    {
        var known = metadata.Schemas.SelectMany(s => s.AllFields).Select(f => f.Id).ToHashSet();
        findings.Expect(ids.Count > 0 && ids.Keys.All(known.Contains), "parquet/field-ids", where, $"field ids {string.Join(", ", ids.Keys.Order())}");
        foreach (var schema in metadata.Schemas)
        {
            if (schema.Fields.All(f => ids.ContainsKey(f.Id)))
            {
                return; // all columns of some schema of the table are there, partition columns included
            }
        }

        findings.Add("parquet/columns", where, "the file lacks a column of every schema that the table ever had");
    }

    // One query a file: smallest and largest value and the number of nulls of each column, and the partition values of its rows.
    private void CheckValues(DataFile file, Dictionary<int, string> ids, string where)
    {
        var columns = metadata.Schema.Fields.Where(f => f.Type is PrimitiveType && ids.ContainsKey(f.Id)).ToArray();
        if (columns.Length == 0)
        {
            return;
        }

        var scan = new ScanSql(folder);
        var selected = columns.Select(c => (Column: c, Name: Sql.Identifier(ScanSql.InnerName(c)), Type: (PrimitiveType)c.Type)).SelectMany(c => new[]
        {
            $"min({NotNan(c.Name, c.Type)})", $"max({NotNan(c.Name, c.Type)})", $"count(*) filter (where {c.Name} is null)",
        });
        using (var result = connection.Query($"select {string.Join(", ", selected)} from {scan.Parquet([file], columns)}"))
        {
            if (!result.NextChunk(out var chunk))
            {
                return;
            }

            for (var i = 0; i < columns.Length; i++)
            {
                CheckColumn(file, columns[i], chunk, i * 3, where);
            }
        }

        CheckPartition(file, scan, ids, where);
    }

    private void CheckColumn(DataFile file, NestedField column, ChunkReader chunk, int at, string where)
    {
        var type = (PrimitiveType)column.Type;
        var range = FileRanges.Of(file, column, type);
        if (ChunkValues.Read(chunk, at, 0, type) is { } min && ChunkValues.Read(chunk, at + 1, 0, type) is { } max)
        {
            // The wrong zero is caught by the writer's own tests; SQL does not tell the two apart.
            findings.Expect(range.MayOverlap(min, min) && range.MayOverlap(max, max), "metrics/bounds", where, $"column '{column.Name}' holds {min}..{max}, the bounds are {range.Lower}..{range.Upper}");
        }

        var nulls = chunk.Int64(at + 2, 0);
        findings.Expect(!file.NullValueCounts.TryGetValue(column.Id, out var counted) || counted == nulls, "metrics/counts", where, $"column '{column.Name}' has {nulls} nulls, the manifest says {counted}");
        findings.Expect(nulls == 0 || !column.Required, "parquet/required", where, $"required column '{column.Name}' has {nulls} nulls");
    }

    private void CheckPartition(DataFile file, ScanSql scan, Dictionary<int, string> ids, string where)
    {
        var spec = metadata.SpecById(file.SpecId);
        for (var i = 0; i < spec.Fields.Count; i++)
        {
            var field = spec.Fields[i];
            if (metadata.Schema.Field(field.SourceId) is not { Type: PrimitiveType type } source || !ids.ContainsKey(source.Id))
            {
                continue;
            }

            using var result = connection.Query($"select distinct {Sql.Identifier(ScanSql.InnerName(source))} from {scan.Parquet([file], [source])}");
            while (result.NextChunk(out var chunk))
            {
                for (var row = 0; row < chunk.Rows; row++)
                {
                    var value = field.Transform.Apply(type, ChunkValues.Read(chunk, 0, row, type));
                    if (!findings.Expect(Same(value, file.Partition[i]), "file/partition", where, $"'{field.Name}' is {file.Partition[i] ?? "null"}, a row has {value ?? "null"}"))
                    {
                        return;
                    }
                }
            }
        }
    }

    private static bool Same(object? a, object? b) => ValueOrder.Same(a, b) || (a, b) is (double.NaN, double.NaN) or (float.NaN, float.NaN) or (0d, 0d) or (0f, 0f);

    private void CheckDeletes(DataFile file, string path, Dictionary<int, string> ids, string where, Dictionary<string, long> counts)
    {
        findings.Expect(
            ids.GetValueOrDefault(ReservedFieldIds.DeleteFilePath) == "file_path" && ids.GetValueOrDefault(ReservedFieldIds.DeletePosition) == "pos",
            "delete/columns", where, $"file_path and pos are not there under their reserved ids");
        var unsorted = connection.Scalar<long>(
            $"select count(*) from (select file_path, pos, lag(file_path) over (order by file_row_number) as f, lag(pos) over (order by file_row_number) as p from read_parquet({path})) where f is not null and (f, p) >= (file_path, pos)");
        findings.Expect(unsorted == 0, "delete/sorted", where, $"{unsorted} rows are not in the order of path and position");
        using var result = connection.Query($"select file_path, min(pos), max(pos), count(*) filter (where pos is null or file_path is null) from read_parquet({path}) group by file_path");
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                if (!findings.Expect(chunk.Int64(3, row) == 0, "delete/required", where, $"{chunk.Int64(3, row)} rows have nulls"))
                {
                    continue;
                }

                var target = chunk.Text(0, row);
                findings.Expect(file.ReferencedDataFile is null || file.ReferencedDataFile == target, "delete/referenced", where, $"it is about {file.ReferencedDataFile} and names {target}");
                findings.Expect(
                    chunk.Int64(1, row) >= 0 && chunk.Int64(2, row) < counts.GetValueOrDefault(target, long.MaxValue),
                    "delete/positions", where, $"positions {chunk.Int64(1, row)}..{chunk.Int64(2, row)} in {target} of {counts.GetValueOrDefault(target).ToString(CultureInfo.InvariantCulture)} rows");
            }
        }
    }

    private static string NotNan(string column, PrimitiveType type) =>
        type.Kind is PrimitiveKind.Float or PrimitiveKind.Double ? $"case when isnan({column}) then null else {column} end" : column;
}
