using Waybill.DuckDb;
using Waybill.Lake.Avro;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake;

/// <summary>A table as it was when it was loaded. Immutable: a commit gives a new one.</summary>
public sealed class LakeTable
{
    private readonly TableReader _reader;

    internal LakeTable(ITableCatalog catalog, TableState state, ManifestCache cache, ICommitProbe? probe)
    {
        Catalog = catalog;
        State = state;
        Cache = cache;
        Probe = probe;
        _reader = new TableReader(state, cache);
    }

    public TableId Id => State.Id;

    /// <summary>URI of the table's folder.</summary>
    public string Location => Metadata.Location;

    public TableMetadata Metadata => State.Metadata;

    public Schema Schema => Metadata.Schema;

    public PartitionSpec Spec => Metadata.Spec;

    public IReadOnlyDictionary<string, string> Properties => Metadata.Properties;

    /// <summary>All snapshots that have not expired, oldest first.</summary>
    public IReadOnlyList<Snapshot> Snapshots => Metadata.Snapshots;

    public Snapshot? CurrentSnapshot => Metadata.CurrentSnapshot;

    /// <summary>Null for a table without snapshots.</summary>
    public long? CurrentSnapshotId => Metadata.CurrentSnapshotId;

    internal ITableCatalog Catalog { get; }

    internal TableState State { get; }

    internal ManifestCache Cache { get; }

    internal ICommitProbe? Probe { get; }

    internal TableReader Reader => _reader;

    /// <summary>The table as it is now.</summary>
    public LakeTable Refresh() => With(Catalog.Refresh(Id));

    /// <summary>Starts a change; nothing is visible to others before <see cref="LakeTransaction.Commit"/>.</summary>
    public LakeTransaction Begin(CommitStamp stamp)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        return new LakeTransaction(this, stamp);
    }

    /// <summary>A writer of files for a commit with this stamp; concurrent writers each take their own part name.</summary>
    public TableWriter NewWriter(CommitStamp stamp, string part = "")
    {
        ArgumentNullException.ThrowIfNull(stamp);
        return new TableWriter(WriteTarget.Of(Id, State.Directory, Metadata), $"{stamp.IdSeed}/{part}", Probe);
    }

    /// <summary>Plans a read.</summary>
    /// <exception cref="LakeException">Unknown snapshot or column; deletes that cannot be read.</exception>
    public TableScan Scan(ScanOptions? options = null) => new(_reader, options ?? ScanOptions.Default);

    /// <summary>Plans a read of the current rows that leaves out files without any of the keys; rows with other keys are still among those it reads.</summary>
    /// <param name="connection">Reads the keys.</param>
    /// <param name="keys">Queries, each of one or more of the table's columns by name; a file stays when it can hold a key of any of them.</param>
    /// <param name="ct">Interrupts.</param>
    /// <exception cref="LakeException">A column that the table lacks, or of another type.</exception>
    public TableScan ScanKeys(DuckDbConnection connection, IReadOnlyList<string> keys, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(keys);
        using var tables = new TemporaryTables(connection);
        var files = keys.SelectMany(query => KeySearch.Run(tables, this, KeyColumns(connection, query), query, ct).Files);
        // Rows without a key of one query may have one of another.
        return new TableScan(_reader, keys.Count == 1 ? [.. files] : [.. files.Select(f => f with { Rows = null }).DistinctBy(f => f.File.FilePath)]);
    }

    /// <summary>SQL relation of the current rows, short for <c>Scan().ToSql()</c>.</summary>
    public string ToSql() => Scan().ToSql();

    /// <summary>SQL relation with the columns and types of the table and no rows; reads nothing.</summary>
    public string ToEmptySql() => ScanSql.Empty(Schema.Fields);

    /// <summary>Rows added and removed between two snapshots.</summary>
    /// <param name="fromSnapshotId">The earlier state; null is the empty table.</param>
    /// <param name="toSnapshotId">The later state; null is the empty table.</param>
    /// <exception cref="LakeException">NotFound: a snapshot does not exist or has expired.</exception>
    public TableChanges Changes(long? fromSnapshotId, long? toSnapshotId) => new(
        _reader,
        fromSnapshotId is { } from ? Metadata.SnapshotById(from) : null,
        toSnapshotId is { } to ? Metadata.SnapshotById(to) : null);

    /// <summary>Every change of the current snapshot, oldest first.</summary>
    public IReadOnlyList<HistoryEntry> History()
    {
        var ancestors = new HashSet<long>();
        for (var id = CurrentSnapshotId; id is { } next && ancestors.Add(next);)
        {
            id = Snapshots.FirstOrDefault(s => s.SnapshotId == next)?.ParentSnapshotId;
        }

        return Metadata.SnapshotLog.Select(entry =>
        {
            var snapshot = Snapshots.FirstOrDefault(s => s.SnapshotId == entry.SnapshotId);
            return new HistoryEntry(
                entry.TimestampMs,
                entry.SnapshotId,
                snapshot?.ParentSnapshotId,
                snapshot?.Operation ?? "",
                snapshot?.Summary ?? new Dictionary<string, string>(),
                ancestors.Contains(entry.SnapshotId));
        }).ToArray();
    }

    private NestedField[] KeyColumns(DuckDbConnection connection, string query) =>
        KeySearch.Columns(Id, Schema, [.. connection.Columns(query).Select(c => c.Name)]);

    internal LakeTable With(TableState state) => new(Catalog, state, Cache, Probe);
}
