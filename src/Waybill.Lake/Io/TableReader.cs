using Waybill.Lake.Avro;
using Waybill.Lake.Catalog;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>Manifests and entries of one table's snapshots, read once and kept.</summary>
internal sealed class TableReader(TableState state, ManifestCache cache)
{
    public TableMetadata Metadata { get; } = state.Metadata;

    public TableFolder Folder { get; } = new(state.Directory, state.Metadata.Location);

    public ManifestCache Cache { get; } = cache;

    /// <summary>The manifest list of a snapshot; empty for none.</summary>
    public IReadOnlyList<ManifestFile> Manifests(Snapshot? snapshot) =>
        snapshot is null ? [] : Cache.List(Folder, snapshot.ManifestList);

    public IReadOnlyList<ManifestEntry> Entries(ManifestFile manifest) => Cache.Entries(Folder, Metadata, manifest);

    /// <summary>Live entries of one content kind, in the order of the list.</summary>
    public IEnumerable<ManifestEntry> Live(IEnumerable<ManifestFile> manifests, ManifestContent content) =>
        manifests.Where(m => m.Content == content).SelectMany(Entries).Where(e => e.IsLive);

    /// <summary>Data files of a snapshot with the delete files that apply to them.</summary>
    public IReadOnlyList<ScanFile> Files(Snapshot? snapshot, FilePruner? pruner = null)
    {
        var manifests = Manifests(snapshot);
        var data = Live(manifests.Where(m => pruner?.MayMatch(m) ?? true), ManifestContent.Data)
            .Where(e => pruner?.MayMatch(e.File) ?? true)
            .ToArray();
        return WithDeletes(manifests, data);
    }

    /// <summary>Pairs data files with the delete files of a manifest list that apply to them.</summary>
    public ScanFile[] WithDeletes(IReadOnlyList<ManifestFile> manifests, IReadOnlyList<ManifestEntry> data)
    {
        var deletes = data.Count > 0 && manifests.Any(m => m.Content == ManifestContent.Deletes)
            ? new DeleteIndex(Live(manifests, ManifestContent.Deletes))
            : DeleteIndex.Empty;
        return data.Select(e => new ScanFile(e, deletes.For(e))).ToArray();
    }
}
