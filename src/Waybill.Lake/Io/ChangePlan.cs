using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>Which files differ between two snapshots.</summary>
internal sealed class ChangePlan
{
    private readonly TableReader _reader;
    private readonly IReadOnlyList<ManifestFile> _from;
    private readonly IReadOnlyList<ManifestFile> _to;

    public ChangePlan(TableReader reader, Snapshot? from, Snapshot? to)
    {
        _reader = reader;
        _from = reader.Manifests(from);
        _to = reader.Manifests(to);
        var shared = _from.Select(m => m.Path).Intersect(_to.Select(m => m.Path), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        var onlyFrom = _from.Where(m => !shared.Contains(m.Path)).ToArray();
        var onlyTo = _to.Where(m => !shared.Contains(m.Path)).ToArray();

        var (removed, added) = Differ(onlyFrom, onlyTo, ManifestContent.Data);
        Added = reader.WithDeletes(MayApply(_to, added), added);
        Removed = reader.WithDeletes(MayApply(_from, removed), removed);

        var (lostDeletes, newDeletes) = Differ(onlyFrom, onlyTo, ManifestContent.Deletes);
        var carried = newDeletes.Length + lostDeletes.Length == 0
            ? []
            : FilesUnder([.. newDeletes, .. lostDeletes], added.Select(e => e.File.FilePath).ToHashSet(StringComparer.Ordinal));
        var before = reader.WithDeletes(_from, carried);
        var after = reader.WithDeletes(_to, carried);
        var changed = before.Zip(after).Where(p => !SameDeletes(p.First, p.Second)).ToArray();
        Deleted = changed.Where(p => p.Second.Deletes.Count > 0).Select(p => new ChangedDeletes(p.Second, p.First)).ToArray();
        Restored = changed.Where(p => p.First.Deletes.Count > 0).Select(p => new ChangedDeletes(p.First, p.Second)).ToArray();
    }

    /// <summary>Data files of the later snapshot only.</summary>
    public IReadOnlyList<ScanFile> Added { get; }

    /// <summary>Data files of the earlier snapshot only.</summary>
    public IReadOnlyList<ScanFile> Removed { get; }

    /// <summary>Files of both that may have lost rows to new deletes.</summary>
    public IReadOnlyList<ChangedDeletes> Deleted { get; }

    /// <summary>Files of both that may have got rows back because deletes went away.</summary>
    public IReadOnlyList<ChangedDeletes> Restored { get; }

    public bool IsEmpty => Added.Count + Removed.Count + Deleted.Count + Restored.Count == 0;

    private (ManifestEntry[] OnlyFrom, ManifestEntry[] OnlyTo) Differ(ManifestFile[] from, ManifestFile[] to, ManifestContent content)
    {
        var before = _reader.Live(from, content).ToArray();
        var after = _reader.Live(to, content).ToArray();
        var beforePaths = before.Select(e => e.File.FilePath).ToHashSet(StringComparer.Ordinal);
        var afterPaths = after.Select(e => e.File.FilePath).ToHashSet(StringComparer.Ordinal);
        return (
            before.Where(e => !afterPaths.Contains(e.File.FilePath)).ToArray(),
            after.Where(e => !beforePaths.Contains(e.File.FilePath)).ToArray());
    }

    // A delete manifest older than every file has no delete that applies to one.
    private static ManifestFile[] MayApply(IReadOnlyList<ManifestFile> manifests, ManifestEntry[] files)
    {
        var oldest = files.Length == 0 ? long.MaxValue : files.Min(e => e.SequenceNumber);
        return manifests.Where(m => m.Content == ManifestContent.Deletes && m.SequenceNumber >= oldest).ToArray();
    }

    // Data files of the later snapshot that the earlier one has too and to which one of these deletes may apply.
    private ManifestEntry[] FilesUnder(ManifestEntry[] deletes, HashSet<string> added)
    {
        var paths = deletes.Select(d => DeleteIndex.OnlyFile(d.File)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var partitions = deletes.Where(d => DeleteIndex.OnlyFile(d.File) is null)
            .Select(d => PartitionText.Key(d.File.SpecId, d.File.Partition))
            .ToHashSet(StringComparer.Ordinal);
        var places = new PartitionSearch(_reader.Metadata, deletes.Select(d => d.File));
        return _reader.Live(_to.Where(places.MayHold), ManifestContent.Data)
            .Where(e => !added.Contains(e.File.FilePath))
            .Where(e => paths.Contains(e.File.FilePath) || partitions.Contains(PartitionText.Key(e.File.SpecId, e.File.Partition)))
            .ToArray();
    }

    private static bool SameDeletes(ScanFile a, ScanFile b) =>
        a.Deletes.Select(d => d.File.FilePath).Order(StringComparer.Ordinal)
            .SequenceEqual(b.Deletes.Select(d => d.File.FilePath).Order(StringComparer.Ordinal));
}
