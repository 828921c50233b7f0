using System.Globalization;
using Waybill.DuckDb;
using Waybill.Lake.Commits;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>Writes rows of DuckDB queries as data files of one table. The files become part of the table when a transaction appends them.</summary>
/// <remarks>
/// Thread-safe, each call on a connection of its own; for names that do not depend on which call comes first, give every
/// thread its own writer with its own part name. Files are flushed and named after their content: a file that a killed run
/// left behind is written over with the same bytes.
/// </remarks>
public sealed class TableWriter
{
    private const long DefaultTargetBytes = 128L << 20;
    private const int SplitFactor = 4;

    private readonly WriteTarget _target;
    private readonly string _seed;
    private readonly ICommitProbe? _probe;
    private int _files;

    internal TableWriter(WriteTarget target, string seed, ICommitProbe? probe)
    {
        _target = target;
        _seed = seed;
        _probe = probe;
    }

    /// <summary>The columns that a query must give, with their types.</summary>
    public Schema Schema => _target.Schema;

    /// <summary>Runs a query once and writes its rows: one file, or one per partition. No rows, no file.</summary>
    /// <param name="connection">Runs the query; used by this call alone.</param>
    /// <param name="querySql">A select with the table's column names and types, in any order.</param>
    /// <param name="options">Order and size; null for the defaults.</param>
    /// <param name="ct">Interrupts the query.</param>
    /// <exception cref="LakeException">BadData: types or nulls; Io: the file system refused. Nothing of the table changed.</exception>
    /// <exception cref="DuckDbException">The query itself failed.</exception>
    public IReadOnlyList<DataFile> Write(
        DuckDbConnection connection, string querySql, WriteOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentException.ThrowIfNullOrWhiteSpace(querySql);
        var source = $"(\n{querySql}\n)";
        options ??= WriteOptions.Default;
        TypeGate.CheckQuery(_target.Schema, options.Columns ?? connection.Columns(querySql, ct), _target.Table.ToString());
        DurableFiles.CreateDirectory(_target.Folder.DataDirectory);
        if (_target.Spec.IsUnpartitioned)
        {
            return WritePartition(connection, source, "", [], options, ct);
        }

        using var stage = new PartitionStage(connection, _target, source, ct);
        return stage.Partitions
            .SelectMany(p => WritePartition(connection, stage.Table, $" where {stage.Condition(p)}", p, options, ct))
            .ToArray();
    }

    private List<DataFile> WritePartition(
        DuckDbConnection connection, string source, string where, IReadOnlyList<object?> partition, WriteOptions options, CancellationToken ct)
    {
        var columns = string.Join(", ", _target.Schema.Fields.Select(f => Sql.Identifier(f.Name)));
        var order = options.OrderBy ?? TableOrder;
        var copy = Copy(connection, $"select {columns} from {source}{where}{(order is null ? "" : $" order by {order}")}", ct);
        if (copy.Rows == 0)
        {
            DurableFiles.TryDelete(copy.Path);
            return [];
        }

        var sortOrderId = options.OrderBy is null || options.KeepsTableOrder ? _target.SortOrder.OrderId : 0;
        try
        {
            var targetBytes = options.TargetFileBytes
                ?? Catalog.TableProperties.Number(_target.Properties, Catalog.TableProperties.TargetFileSize, least: 1, DefaultTargetBytes);
            return copy.Bytes > SplitFactor * targetBytes
                ? Split(connection, copy, columns, partition, sortOrderId, targetBytes, ct)
                : [Finish(connection, copy, partition, sortOrderId)];
        }
        finally
        {
            DurableFiles.TryDelete(copy.Path);
        }
    }

    private CopyResult Copy(DuckDbConnection connection, string select, CancellationToken ct) => ParquetCopy.Run(
        connection,
        select,
        DurableFiles.TemporaryName(_target.Folder.DataDirectory, ".parquet"),
        _target.Schema.Fields,
        TypeJson.SchemaText(_target.Schema),
        ct);

    private List<DataFile> Split(
        DuckDbConnection connection, CopyResult whole, string columns, IReadOnlyList<object?> partition, int sortOrderId, long targetBytes, CancellationToken ct)
    {
        var wanted = (long)((double)whole.Rows * targetBytes / whole.Bytes);
        var rows = Math.Max(1, wanted > ParquetCopy.RowGroupRows ? wanted / ParquetCopy.RowGroupRows * ParquetCopy.RowGroupRows : wanted);
        var files = new List<DataFile>();
        for (long from = 0; from < whole.Rows; from += rows)
        {
            var range = string.Create(CultureInfo.InvariantCulture, $"file_row_number >= {from} and file_row_number < {from + rows}");
            var part = Copy(connection, $"select {columns} from read_parquet({Sql.Literal(whole.Path)}) where {range}", ct);
            files.Add(Finish(connection, part, partition, sortOrderId));
        }

        return files;
    }

    private DataFile Finish(DuckDbConnection connection, CopyResult copy, IReadOnlyList<object?> partition, int sortOrderId)
    {
        try
        {
            var metrics = FileMetrics.Of(copy, _target.Schema, _target.Properties, _target.Table);
            RequiredCheck.Run(connection, copy.Path, _target.Schema, _target.Table);
            var offsets = connection.List<long>(
                $"select min(least(dictionary_page_offset, data_page_offset)) from parquet_metadata({Sql.Literal(copy.Path)}) group by row_group_id order by row_group_id");
            var content = Task.Run(() => DurableFiles.Hash(copy.Path)); // computes while the disk is waited for
            DurableFiles.FlushFile(copy.Path);
            var name = Name(content.GetAwaiter().GetResult(), partition);
            var path = Path.Combine(_target.Folder.DataDirectory, name);
            var wasThere = File.Exists(path);
            DurableFiles.Replace(copy.Path, path);
            _probe?.Reached("data-file");
            return new DataFile
            {
                FilePath = _target.Folder.DataUri(name),
                SpecId = _target.Spec.SpecId,
                Partition = partition,
                RecordCount = copy.Rows,
                FileSizeInBytes = copy.Bytes,
                ColumnSizes = metrics.ColumnSizes,
                ValueCounts = metrics.ValueCounts,
                NullValueCounts = metrics.NullValueCounts,
                LowerBounds = metrics.LowerBounds,
                UpperBounds = metrics.UpperBounds,
                SplitOffsets = offsets,
                SortOrderId = sortOrderId,
                MayBeLive = wasThere,
            };
        }
        catch
        {
            DurableFiles.TryDelete(copy.Path);
            throw;
        }
    }

    // The name holds a hash of the content: two runs that share a stamp by mistake cannot write over each other's rows.
    private string Name(byte[] contentHash, IReadOnlyList<object?> partition)
    {
        var content = Convert.ToHexString(contentHash);
        var number = Interlocked.Increment(ref _files).ToString(CultureInfo.InvariantCulture);
        var hash = IdSource.Name("data", _target.TableUuid.ToString(), _seed, number, PartitionText.Key(_target.Spec.SpecId, partition), content);
        var label = PartitionText.Label(_target.Spec, partition);
        return label.Length == 0 ? $"{hash}.parquet" : $"{label}-{hash}.parquet";
    }

    /// <summary>The table's sort order behind "order by", null when it has none.</summary>
    internal string? TableOrder => _target.SortOrder.Fields.Count == 0 ? null : string.Join(", ", _target.SortOrder.Fields.Select(OrderSql));

    private string OrderSql(SortField sort)
    {
        var source = _target.Schema.Field(sort.SourceId);
        var expression = source?.Type is PrimitiveType type
            ? PartitionSql.Expression(sort.Transform, type, Sql.Identifier(source.Name))
            : null;
        return expression is null
            ? throw LakeException.Unsupported($"the sort order of {_target.Table} uses {sort.Transform} of column {sort.SourceId}")
            : $"{expression} {(sort.Ascending ? "asc" : "desc")} nulls {(sort.NullsFirst ? "first" : "last")}";
    }
}
