using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>Finds the entries that a commit removes, opening only manifests that can hold them.</summary>
/// <remarks>A delete file that is about one data file goes with it.</remarks>
internal sealed class RemovalSearch(TableMetadata metadata, PendingChanges changes)
{
    private readonly PartitionSearch _places = new(metadata, changes.Removed.Values);

    public bool MayHold(ManifestFile manifest) => _places.MayHold(manifest);

    public bool Takes(ManifestEntry entry) => entry.IsLive
        && (changes.Removed.ContainsKey(entry.File.FilePath)
            || (entry.File.Content != FileContent.Data
                && DeleteIndex.OnlyFile(entry.File) is { } data && changes.Removed.ContainsKey(data)));
}
