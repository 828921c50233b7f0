using Waybill.DuckDb;
using Waybill.Lake.Catalog;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>A set of changes that become visible together, or not at all. Not thread-safe; its writers are.</summary>
/// <remarks>
/// When somebody else commits first, the changes are put upon the new state and tried again, as long as they still mean the
/// same there; otherwise <see cref="Commit"/> throws a conflict and the table is as the other left it.
/// </remarks>
public sealed class LakeTransaction
{
    private const int DefaultRetries = 10;

    private readonly LakeTable _base;
    private readonly CommitStamp _stamp;
    private readonly PendingChanges _changes = new();
    private readonly SortedDictionary<string, string?> _properties = new(StringComparer.Ordinal);
    private readonly List<ICommitCheck> _checks = [];
    private SchemaEvolution? _evolution;
    private bool _hasRowChange;
    private bool _done;

    internal LakeTransaction(LakeTable table, CommitStamp stamp)
    {
        _base = table;
        _stamp = stamp;
    }

    /// <summary>The table's columns with the changes of this transaction.</summary>
    public Schema Schema => _evolution?.Schema ?? _base.Schema;

    /// <summary>A writer for files of this transaction, with its schema changes; concurrent writers each take their own part name.</summary>
    public TableWriter NewWriter(string part = "") =>
        new(WriteTarget.Of(_base.Id, _base.State.Directory, _base.Metadata) with { Schema = Schema }, $"{_stamp.IdSeed}/{part}", _base.Probe);

    /// <summary>Adds rows. Never conflicts.</summary>
    public LakeTransaction Append(IEnumerable<DataFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var file in files)
        {
            if (file.Content != FileContent.Data)
            {
                throw LakeException.Invalid($"{file.FilePath} is not a data file");
            }

            _changes.Add(file);
        }

        return this;
    }

    /// <summary>Adds a file of any content that somebody else wrote; the tests play other writers with it.</summary>
    internal LakeTransaction AddForeignFile(DataFile file)
    {
        _changes.Add(file);
        return this;
    }

    /// <summary>Replaces all rows of the table by those of the files. Conflicts with any other change of rows.</summary>
    public LakeTransaction Overwrite(IEnumerable<DataFile> files)
    {
        TheOnlyRowChange();
        var live = LiveEntries().Select(e => e.File).ToArray();
        foreach (var file in live)
        {
            _changes.Remove(file);
        }

        _checks.Add(new SameSnapshotCheck());
        return Append(files);
    }

    /// <summary>Replaces the partitions that the files lie in. Conflicts when somebody else adds to or deletes from them.</summary>
    public LakeTransaction OverwritePartitions(IEnumerable<DataFile> files)
    {
        TheOnlyRowChange();
        var added = files.ToArray();
        var partitions = added.Select(f => PartitionText.Key(f.SpecId, f.Partition)).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in LiveEntries().Where(e => partitions.Contains(PartitionText.Key(e.File.SpecId, e.File.Partition))))
        {
            _changes.Remove(entry.File);
        }

        _checks.Add(new PartitionCheck(partitions));
        return Append(added);
    }

    /// <summary>Removes whole data files. Conflicts when one of them has gone meanwhile.</summary>
    public LakeTransaction DeleteFiles(IEnumerable<DataFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var file in files)
        {
            _changes.Remove(file);
        }

        return this;
    }

    /// <summary>
    /// Every row whose key is among the changed keys is replaced by the staged rows. Rows that are the same stay untouched; no
    /// difference, no snapshot. Files are written here; they become part of the table with <see cref="Commit"/>.
    /// </summary>
    /// <param name="connection">Runs the queries; temporary tables are made and dropped on it.</param>
    /// <param name="stagedSql">A select of the rows to be, with the table's columns and types.</param>
    /// <param name="keyColumns">One or more primitive columns; null is a key like any other. A key may have several rows.</param>
    /// <param name="changedKeysSql">A select with the key columns: the keys to replace. A key without staged rows loses its rows.</param>
    /// <param name="options">Mode, order and size; null for the defaults.</param>
    /// <param name="ct">Interrupts.</param>
    /// <exception cref="LakeException">BadData, BadInput (a staged key is not among the changed keys), Io.</exception>
    public MergeResult ReplaceByKey(
        DuckDbConnection connection, string stagedSql, IReadOnlyList<string> keyColumns, string changedKeysSql, MergeOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentException.ThrowIfNullOrWhiteSpace(stagedSql);
        ArgumentNullException.ThrowIfNull(keyColumns);
        ArgumentException.ThrowIfNullOrWhiteSpace(changedKeysSql);
        return TheOnlyRowChange().ReplaceByKey(connection, stagedSql, keyColumns, changedKeysSql, options ?? MergeOptions.Default, ct);
    }

    /// <summary>Deletes the rows for which all filters hold.</summary>
    /// <exception cref="LakeException">BadInput, Io.</exception>
    public MergeResult DeleteRows(
        DuckDbConnection connection, IReadOnlyList<ColumnFilter> filters, MergeOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(filters);
        return TheOnlyRowChange().DeleteRows(connection, filters, options ?? MergeOptions.Default, ct);
    }

    /// <summary>
    /// Puts the small files of each partition together, without the rows that were deleted from them. The table holds the same rows
    /// afterwards. Conflicts when somebody else replaces one of these files or deletes from it.
    /// </summary>
    /// <param name="connection">Runs the queries.</param>
    /// <param name="orderBy">Order of the rows in the new files, what follows "order by"; null takes the table's, or leaves them as they come.</param>
    /// <param name="smallBytes">Files of fewer bytes are small.</param>
    /// <param name="ct">Interrupts.</param>
    /// <returns>How many files are replaced; 0 when no partition has two small ones.</returns>
    /// <exception cref="LakeException">Io, BadData.</exception>
    public int Compact(DuckDbConnection connection, string? orderBy, long smallBytes, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return TheOnlyRowChange().Compact(connection, orderBy, smallBytes, ct);
    }

    /// <summary>Sets a table property, in the same commit as the rows.</summary>
    public LakeTransaction SetProperty(string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        _properties[key] = value;
        return this;
    }

    public LakeTransaction RemoveProperty(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        _properties[key] = null;
        return this;
    }

    /// <summary>Changes the columns; files written through <see cref="NewWriter"/> afterwards have the new ones.</summary>
    public LakeTransaction EvolveSchema(Action<SchemaEvolution> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        changes(_evolution ??= new SchemaEvolution(_base.Metadata));
        return this;
    }

    /// <summary>Makes <see cref="Commit"/> throw a conflict when anybody has changed anything: for values computed from what the table held.</summary>
    public LakeTransaction RequireUnchangedTable()
    {
        _checks.Add(new SameVersionCheck());
        return this;
    }

    /// <summary>Makes the changes visible. With nothing to change, no version is written.</summary>
    /// <exception cref="LakeException">Conflict, or Io: nothing of the table was changed.</exception>
    public CommitResult Commit()
    {
        if (_done)
        {
            throw LakeException.Invalid("this transaction was committed before", "begin a new one");
        }

        _done = true;
        if (_changes.Added.Count > 0)
        {
            DurableFiles.FlushDirectory(_base.Reader.Folder.DataDirectory);
        }

        var retries = TableProperties.Number(_base.Properties, TableProperties.CommitRetries, least: 0, DefaultRetries);
        var table = _base;
        for (var attempt = 0; ; attempt++)
        {
            if (BuildNext(table) is not { } next)
            {
                return new CommitResult(table, Changed: false, SnapshotId: null);
            }

            try
            {
                var state = table.Catalog.Commit(table.State, next);
                var id = next.CurrentSnapshotId == table.CurrentSnapshotId ? null : next.CurrentSnapshotId;
                return new CommitResult(table.With(state), Changed: true, id);
            }
            catch (LakeException e) when (e.Kind == LakeErrorKind.Conflict && attempt < retries)
            {
                table = table.Refresh();
                Validate(table);
            }
        }
    }

    // Both look at the table as it was, not at what this transaction has changed so far.
    private RowChanges TheOnlyRowChange()
    {
        if (_hasRowChange)
        {
            throw LakeException.Invalid("a transaction takes one overwrite, merge or delete", "commit, and begin another for the next");
        }

        _hasRowChange = true;
        return new RowChanges(_base, Schema, $"{_stamp.IdSeed}/rows", _changes, _checks);
    }

    private void Validate(LakeTable current)
    {
        if (current.Metadata.TableUuid != _base.Metadata.TableUuid)
        {
            throw LakeException.Conflict($"table {_base.Id} was dropped and made again");
        }

        if (_evolution is not null
            && (current.Metadata.CurrentSchemaId != _base.Metadata.CurrentSchemaId || current.Metadata.LastColumnId != _base.Metadata.LastColumnId))
        {
            throw LakeException.Conflict($"somebody else changed the columns of {_base.Id}");
        }

        foreach (var check in _checks)
        {
            check.Run(_base, current);
        }
    }

    private TableMetadata? BuildNext(LakeTable table)
    {
        var metadata = table.Metadata;
        var next = WithSchema(metadata);
        next = next with { Properties = _properties.Aggregate(next.Properties, (all, p) => p.Value is null ? all.Remove(p.Key) : all.SetItem(p.Key, p.Value)) };
        var changed = !ReferenceEquals(next.Schemas, metadata.Schemas) || next.CurrentSchemaId != metadata.CurrentSchemaId
            || !next.Properties.SequenceEqual(metadata.Properties);
        if (!changed && _changes.IsEmpty)
        {
            return null;
        }

        var time = Math.Max(_stamp.TimestampMs, metadata.LastUpdatedMs + 1);
        next = next with { LastUpdatedMs = time };
        return _changes.IsEmpty ? next : WithSnapshot(table, next, time);
    }

    private TableMetadata WithSchema(TableMetadata metadata)
    {
        if (_evolution is null)
        {
            return metadata;
        }

        var schema = _evolution.Schema;
        return metadata with
        {
            Schemas = metadata.Schemas.Any(s => s.SchemaId == schema.SchemaId) ? metadata.Schemas : [.. metadata.Schemas, schema],
            CurrentSchemaId = schema.SchemaId,
            LastColumnId = _evolution.LastColumnId,
        };
    }

    private TableMetadata WithSnapshot(LakeTable table, TableMetadata next, long time)
    {
        var reader = new TableReader(table.State with { Metadata = next }, table.Cache);
        CheckNotLive(reader);
        var snapshot = new SnapshotBuilder(reader, next.Schema, _stamp, _base.Probe).Build(_changes, time);
        return next with
        {
            LastSequenceNumber = snapshot.SequenceNumber,
            CurrentSnapshotId = snapshot.SnapshotId,
            Snapshots = [.. next.Snapshots, snapshot],
            SnapshotLog = [.. next.SnapshotLog, new SnapshotLogEntry(time, snapshot.SnapshotId)],
            Refs = next.Refs.SetItem(SnapshotRef.Main, (next.Refs.GetValueOrDefault(SnapshotRef.Main) ?? new SnapshotRef(0, SnapshotRef.Branch)) with
            {
                SnapshotId = snapshot.SnapshotId,
            }),
        };
    }

    // Files are named after stamp and content, so the same work committed twice comes here with files that the table has.
    private void CheckNotLive(TableReader reader)
    {
        var suspects = _changes.Added.Where(f => f.MayBeLive).Select(f => f.FilePath).ToHashSet(StringComparer.Ordinal);
        var manifests = suspects.Count == 0 ? [] : reader.Manifests(reader.Metadata.CurrentSnapshot);
        var live = manifests.SelectMany(reader.Entries).FirstOrDefault(e => e.IsLive && suspects.Contains(e.File.FilePath));
        if (live is not null)
        {
            throw LakeException.Invalid(
                $"{live.File.FilePath} is part of {_base.Id} already",
                "a commit with this IdSeed and these rows has been made; give every commit its own IdSeed");
        }
    }

    private IEnumerable<ManifestEntry> LiveEntries()
    {
        var manifests = _base.Reader.Manifests(_base.CurrentSnapshot);
        return manifests.SelectMany(_base.Reader.Entries).Where(e => e.IsLive);
    }
}
