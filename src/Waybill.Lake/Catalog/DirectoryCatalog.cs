using System.Collections.Concurrent;
using Waybill.Lake.Avro;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Catalog;

/// <summary>The directory itself as catalog, Iceberg's file-system layout: <c>&lt;root&gt;/&lt;namespace&gt;/&lt;table&gt;/{data,metadata}</c>.</summary>
/// <remarks>
/// A commit writes <c>vN.metadata.json</c> under a temporary name and links it to its own: the link fails when the name exists, so
/// of two writers exactly one wins and nothing is ever overwritten. Thread-safe.
/// </remarks>
public sealed class DirectoryCatalog : ITableCatalog
{
    private readonly ManifestCache _cache = new();
    private readonly ConcurrentDictionary<TableId, (byte[] Text, TableMetadata Metadata)> _read = [];
    private readonly ICommitProbe? _probe;

    /// <param name="rootDirectory">Folder of the lake; it may not exist yet.</param>
    /// <param name="probe">Told at every durable step, or null.</param>
    public DirectoryCatalog(string rootDirectory, ICommitProbe? probe = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(rootDirectory);
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(rootDirectory));
        _probe = probe;
    }

    public string Root { get; }

    public IReadOnlyList<TableId> List(string? space = null)
    {
        var found = from ns in space is null ? Folders(Root) : [space]
                    where TableId.IsValidPart(ns)
                    from name in Folders(Path.Combine(Root, ns))
                    where TableId.IsValidPart(name)
                    let id = new TableId(ns, name)
                    where Exists(id)
                    select id;
        return found.Order().ToArray();
    }

    public bool Exists(TableId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return VersionFiles.Newest(MetadataDirectory(id)) is not null;
    }

    public LakeTable Load(TableId id) => Table(Refresh(id));

    /// <summary>Whether a table is as it was when it was loaded; looks for two files and reads none.</summary>
    public bool IsNewest(LakeTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var folder = MetadataDirectory(table.Id);
        return File.Exists(VersionFiles.PathOf(folder, table.State.Version)) && !File.Exists(VersionFiles.PathOf(folder, table.State.Version + 1));
    }

    public LakeTable Create(TableId id, TableDefinition definition, CommitStamp stamp)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(stamp);
        var folder = new TableFolder(DirectoryOf(id), Locations.ToUri(DirectoryOf(id)));
        var metadata = NewTable.Create(id, folder.Location, definition, stamp);
        if (Exists(id))
        {
            throw AlreadyExists(id);
        }

        MakeFolders(folder);
        var temporary = DurableFiles.WriteTemporary(folder.MetadataDirectory, TableMetadataWriter.Write(metadata));
        DurableFiles.FlushDirectory(folder.MetadataDirectory);
        _probe?.Reached("before-publish");
        if (!DurableFiles.TryPublish(temporary, VersionFiles.PathOf(folder.MetadataDirectory, 1)))
        {
            throw AlreadyExists(id);
        }

        Publish(folder, 1);
        return Table(new TableState(id, folder.Directory, metadata, folder.MetadataUri(VersionFiles.Name(1)), 1));
    }

    public void Drop(TableId id)
    {
        if (!Exists(id))
        {
            throw NotFound(id);
        }

        var trash = DurableFiles.TemporaryName(Root, "");
        try
        {
            Directory.Move(DirectoryOf(id), trash); // one step for readers; a crash leaves a hidden folder
            Directory.Delete(trash, recursive: true);
        }
        catch (Exception e) when (DurableFiles.IsFileTrouble(e))
        {
            throw DurableFiles.Trouble($"cannot remove {DirectoryOf(id)}", e);
        }
    }

    public TableState Refresh(TableId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var version = VersionFiles.Newest(MetadataDirectory(id)) ?? throw NotFound(id);
        var path = VersionFiles.PathOf(MetadataDirectory(id), version);
        var metadata = Parse(id, DurableFiles.ReadAll(path), path);
        var file = $"{metadata.Location}/metadata/{VersionFiles.Name(version)}";
        return new TableState(id, DirectoryOf(id), metadata, file, version);
    }

    public TableState Commit(TableState basis, TableMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(basis);
        ArgumentNullException.ThrowIfNull(metadata);
        var folder = new TableFolder(basis.Directory, basis.Metadata.Location);
        if (folder.IsMoved)
        {
            throw LakeException.Unsupported(
                $"table {basis.Id} was written at {folder.Location} and lies at {folder.Directory} now",
                "Iceberg locations are absolute: move the lake back to write to it; reading works where it is");
        }

        var version = basis.Version + 1;
        var keep = (int)TableProperties.Number(metadata.Properties, TableProperties.PreviousVersionsMax, least: 1, @default: 100);
        var log = basis.Metadata.MetadataLog.Append(new MetadataLogEntry(basis.Metadata.LastUpdatedMs, basis.MetadataFile)).ToArray();
        var committed = metadata with { MetadataLog = log.TakeLast(keep).ToArray() };

        var temporary = DurableFiles.WriteTemporary(folder.MetadataDirectory, TableMetadataWriter.Write(committed));
        DurableFiles.FlushDirectory(folder.MetadataDirectory);
        _probe?.Reached("before-publish");
        var path = VersionFiles.PathOf(folder.MetadataDirectory, version);
        if (!DurableFiles.TryPublish(temporary, path))
        {
            throw LakeException.Conflict($"table {basis.Id} has a version {version} already");
        }

        RefuseVersionThatExistedBefore(basis, folder, path);
        Publish(folder, version);
        if (TableProperties.Flag(metadata.Properties, TableProperties.DeleteAfterCommit))
        {
            foreach (var old in log.SkipLast(keep))
            {
                DurableFiles.TryDelete(folder.PathOf(old.MetadataFile));
            }
        }

        return basis with { Metadata = committed, MetadataFile = folder.MetadataUri(VersionFiles.Name(version)), Version = version };
    }

    /// <summary>Writes version-hint.text where a killed process left an old one; readers of other makers trust it.</summary>
    public void RepairHint(TableId id)
    {
        var directory = MetadataDirectory(id);
        if (VersionFiles.Newest(directory) is { } newest && VersionFiles.ReadHint(directory) != newest)
        {
            VersionFiles.WriteHint(directory, newest);
        }
    }

    // Old versions are deleted oldest first. So if the version we built upon is still there, the next name was never used and
    // deleted; if it is gone, many commits happened while this process slept and the free name was a trap.
    private static void RefuseVersionThatExistedBefore(TableState basis, TableFolder folder, string path)
    {
        if (!File.Exists(folder.PathOf(basis.MetadataFile)))
        {
            DurableFiles.TryDelete(path);
            throw LakeException.Conflict($"table {basis.Id} moved on long ago from version {basis.Version}");
        }
    }

    private void Publish(TableFolder folder, int version)
    {
        try
        {
            DurableFiles.FlushDirectory(folder.MetadataDirectory);
        }
        catch (LakeException e)
        {
            throw new LakeException(
                LakeErrorKind.Io,
                $"version {version} of {folder.Directory} is written but might not survive a power cut: {e.Message}",
                "check the disk; the commit itself is done, do not repeat it",
                e);
        }

        _probe?.Reached("published");
        VersionFiles.WriteHint(folder.MetadataDirectory, version);
        _probe?.Reached("hint");
    }

    private void MakeFolders(TableFolder folder)
    {
        DurableFiles.CreateDirectory(folder.DataDirectory);
        DurableFiles.CreateDirectory(folder.MetadataDirectory);
        DurableFiles.FlushDirectory(folder.Directory);
        DurableFiles.FlushDirectory(Path.GetDirectoryName(folder.Directory) ?? Root);
        DurableFiles.FlushDirectory(Root);
    }

    // A run loads each table several times, and the text grows with every snapshot: where it is that of the last time, so is its meaning.
    private TableMetadata Parse(TableId id, byte[] text, string path)
    {
        if (_read.TryGetValue(id, out var known) && known.Text.AsSpan().SequenceEqual(text))
        {
            return known.Metadata;
        }

        var metadata = TableMetadataReader.Read(text, path);
        _read[id] = (text, metadata);
        return metadata;
    }

    private LakeTable Table(TableState state) => new(this, state, _cache, _probe);

    private string DirectoryOf(TableId id) => Path.Combine(Root, id.Namespace, id.Name);

    private string MetadataDirectory(TableId id) => Path.Combine(DirectoryOf(id), "metadata");

    private static IEnumerable<string> Folders(string directory) => Directory.Exists(directory)
        ? Directory.EnumerateDirectories(directory).Select(path => Path.GetFileName(path))
        : [];

    private LakeException NotFound(TableId id)
    {
        var near = List(id.Namespace);
        return new LakeException(
            LakeErrorKind.NotFound,
            $"table {id} does not exist in {Root}",
            near.Count == 0 ? $"namespace {id.Namespace} has no tables" : $"{id.Namespace} has {string.Join(", ", near.Select(t => t.Name))}");
    }

    private static LakeException AlreadyExists(TableId id) =>
        new(LakeErrorKind.AlreadyExists, $"table {id} exists already", "load it, or drop it first");
}
