using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>A planned read: which files, and the SQL that reads them.</summary>
public sealed class TableScan
{
    private readonly TableReader _reader;
    private readonly IReadOnlyList<ScanFile> _files;
    private readonly IReadOnlyList<BoundFilter> _filters;

    internal TableScan(TableReader reader, ScanOptions options)
    {
        _reader = reader;
        Snapshot = Find(reader.Metadata, options);
        var isCurrent = Snapshot is null || Snapshot.SnapshotId == reader.Metadata.CurrentSnapshotId;
        var full = isCurrent ? reader.Metadata.Schema : reader.Metadata.SchemaOf(Snapshot);
        NestedNames.CheckReadable(reader.Metadata);
        _filters = options.Filters.Select(f => BoundFilter.Of(f, full)).ToArray();
        Columns = options.Columns is null
            ? full.Fields
            : options.Columns.Select(c => full.Column(c)
                ?? throw LakeException.Invalid($"there is no column '{c}' to read ({full})")).ToArray();
        _files = reader.Files(Snapshot, new FilePruner(reader.Metadata, _filters));
    }

    /// <summary>A read of chosen files of the current snapshot.</summary>
    internal TableScan(TableReader reader, IReadOnlyList<ScanFile> files)
    {
        NestedNames.CheckReadable(reader.Metadata);
        _reader = reader;
        _files = files;
        _filters = [];
        Snapshot = reader.Metadata.CurrentSnapshot;
        Columns = reader.Metadata.Schema.Fields;
    }

    /// <summary>The snapshot that is read; null when the table was empty.</summary>
    public Snapshot? Snapshot { get; }

    /// <summary>The columns that the relation has.</summary>
    public IReadOnlyList<NestedField> Columns { get; }

    /// <summary>Data files left after pruning, in the order of the manifests.</summary>
    public IReadOnlyList<DataFile> Files => _files.Select(f => f.File).ToArray();

    /// <summary>A parenthesised select for use behind FROM; a table without rows gives a relation without rows and the right types.</summary>
    public string ToSql()
    {
        var sql = new ScanSql(_reader.Folder);
        return sql.Relation(_files, Columns, _filters);
    }

    private static Snapshot? Find(TableMetadata metadata, ScanOptions options) => options switch
    {
        { SnapshotId: not null, AsOfMs: not null } => throw LakeException.Invalid("a scan takes a snapshot id or a time, not both"),
        { SnapshotId: { } id } => metadata.SnapshotById(id),
        { AsOfMs: { } time } => metadata.SnapshotAsOf(time),
        _ => metadata.CurrentSnapshot,
    };
}
