using Waybill.Lake.Catalog;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>Forgets old snapshots and removes files that nothing refers to.</summary>
public static class Maintenance
{
    /// <summary>Takes old snapshots out of the metadata, then deletes the files that only they needed. Killed in between, the files stay as orphans.</summary>
    /// <exception cref="LakeException">Conflict: somebody committed at the same time; Io.</exception>
    public static ExpireResult ExpireSnapshots(this LakeTable table, ExpireOptions options, CommitStamp stamp)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(stamp);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.KeepLast, 1);
        var metadata = table.Metadata;
        var kept = Kept(metadata, options);
        var gone = metadata.Snapshots.Where(s => !kept.Contains(s.SnapshotId)).ToArray();
        if (gone.Length == 0)
        {
            return new ExpireResult(table, [], 0, 0);
        }

        var next = metadata with
        {
            Snapshots = metadata.Snapshots.Where(s => kept.Contains(s.SnapshotId)).ToArray(),
            SnapshotLog = LogAfter(metadata.SnapshotLog, kept),
            LastUpdatedMs = Math.Max(stamp.TimestampMs, metadata.LastUpdatedMs + 1),
        };
        var unneeded = Unneeded(table.Reader, gone, next.Snapshots);
        var bytes = unneeded.Sum(LengthOf);
        var after = options.IsDryRun ? table : table.With(table.Catalog.Commit(table.State, next));
        foreach (var path in options.IsDryRun ? [] : unneeded)
        {
            DurableFiles.TryDelete(path);
        }

        return new ExpireResult(after, gone.Select(s => s.SnapshotId).ToArray(), unneeded.Count, bytes);
    }

    /// <summary>Deletes files in the table's data and metadata folders that its metadata does not reach: leftovers of killed runs.</summary>
    /// <param name="table">The table, freshly loaded.</param>
    /// <param name="notModifiedSince">Only files last written before this; null takes all, for when no writer is at work.</param>
    /// <returns>Paths of the files that were deleted.</returns>
    /// <exception cref="LakeException">The table was moved, or a file of it is damaged: nothing is deleted.</exception>
    public static IReadOnlyList<string> RemoveOrphans(this LakeTable table, DateTime? notModifiedSince)
    {
        var orphans = table.FindOrphans(notModifiedSince);
        foreach (var path in orphans)
        {
            DurableFiles.TryDelete(path);
        }

        return orphans;
    }

    /// <summary>The files that <see cref="RemoveOrphans"/> would delete.</summary>
    /// <param name="table">The table, freshly loaded.</param>
    /// <param name="notModifiedSince">Only files last written before this; null takes all.</param>
    /// <exception cref="LakeException">The table was moved, or a file of it is damaged.</exception>
    public static IReadOnlyList<string> FindOrphans(this LakeTable table, DateTime? notModifiedSince)
    {
        ArgumentNullException.ThrowIfNull(table);
        var folder = table.Reader.Folder;
        if (folder.IsMoved)
        {
            throw LakeException.Unsupported($"table {table.Id} lies at {folder.Directory} but was written at {folder.Location}");
        }

        var reached = Reached(table.Reader, table.Snapshots);
        reached.UnionWith(table.Metadata.MetadataLog.Select(e => folder.PathOf(e.MetadataFile)));
        reached.UnionWith(OtherFiles.Of(table.Metadata).Select(folder.PathOf));
        return Files(folder.DataDirectory).Concat(Files(folder.MetadataDirectory))
            .Where(path => !reached.Contains(path) && !IsNewerMetadata(path, folder, table.State.Version))
            .Where(path => notModifiedSince is not { } time || File.GetLastWriteTimeUtc(path) < time.ToUniversalTime())
            .OrderBy(path => VersionFiles.NumberOf(Path.GetFileName(path)) ?? 0) // old versions go in order: the catalog counts on it
            .ThenBy(path => path, StringComparer.Ordinal)
            .ToArray();
    }

    private static HashSet<long> Kept(TableMetadata metadata, ExpireOptions options)
    {
        var kept = metadata.Snapshots.TakeLast(options.KeepLast).Select(s => s.SnapshotId).ToHashSet();
        kept.UnionWith(metadata.Snapshots.Where(s => s.TimestampMs >= options.OlderThanMs).Select(s => s.SnapshotId));
        kept.UnionWith(metadata.Refs.Values.Select(r => r.SnapshotId));
        kept.UnionWith(options.InUse);
        if (metadata.CurrentSnapshotId is { } current)
        {
            kept.Add(current);
        }

        return kept;
    }

    // A gap in the log would make time travel answer with the wrong snapshot, so everything before one goes too (as in Java).
    private static List<SnapshotLogEntry> LogAfter(IReadOnlyList<SnapshotLogEntry> log, HashSet<long> kept)
    {
        var result = new List<SnapshotLogEntry>();
        foreach (var entry in log)
        {
            if (kept.Contains(entry.SnapshotId))
            {
                result.Add(entry);
            }
            else
            {
                result.Clear();
            }
        }

        return result;
    }

    private static List<string> Unneeded(TableReader reader, IReadOnlyList<Snapshot> gone, IReadOnlyList<Snapshot> kept)
    {
        var needed = Reached(reader, kept);
        return Reached(reader, gone).Where(path => !needed.Contains(path)).Order(StringComparer.Ordinal).ToList();
    }

    private static HashSet<string> Reached(TableReader reader, IEnumerable<Snapshot> snapshots)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        foreach (var snapshot in snapshots)
        {
            reached.Add(reader.Folder.PathOf(snapshot.ManifestList));
            foreach (var manifest in reader.Manifests(snapshot).Where(m => reached.Add(reader.Folder.PathOf(m.Path))))
            {
                reached.UnionWith(reader.Entries(manifest).Where(e => e.IsLive).Select(e => reader.Folder.PathOf(e.File.FilePath)));
            }
        }

        return reached;
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private static IEnumerable<string> Files(string directory) => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        : [];

    private static bool IsNewerMetadata(string path, TableFolder folder, int version) =>
        Path.GetDirectoryName(path) == folder.MetadataDirectory
        && (Path.GetFileName(path) == VersionFiles.Hint || VersionFiles.NumberOf(Path.GetFileName(path)) >= version);
}
