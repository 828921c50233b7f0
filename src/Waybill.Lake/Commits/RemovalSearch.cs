using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>Finds the entries that a commit removes, opening only manifests that can hold them.</summary>
/// <remarks>A delete file that is about one data file goes with it.</remarks>
internal sealed class RemovalSearch
{
    private readonly TableMetadata _metadata;
    private readonly PendingChanges _changes;
    private readonly IReadOnlyList<DataFile> _partitions;

    public RemovalSearch(TableMetadata metadata, PendingChanges changes)
    {
        _metadata = metadata;
        _changes = changes;
        _partitions = changes.Removed.Values.DistinctBy(f => PartitionText.Key(f.SpecId, f.Partition)).ToArray();
    }

    public bool MayHold(ManifestFile manifest)
    {
        var files = _partitions.Where(f => f.SpecId == manifest.SpecId).ToArray();
        if (files.Length == 0 || manifest.Partitions.Count == 0)
        {
            return files.Length > 0;
        }

        var types = _metadata.PartitionTypes(_metadata.SpecById(manifest.SpecId));
        return files.Any(f => f.Partition.Select((value, i) => MayHold(manifest.Partitions[i], types[i], value)).All(may => may));
    }

    public bool Takes(ManifestEntry entry) => entry.IsLive
        && (_changes.Removed.ContainsKey(entry.File.FilePath)
            || (entry.File.Content != FileContent.Data
                && DeleteIndex.OnlyFile(entry.File) is { } data && _changes.Removed.ContainsKey(data)));

    private static bool MayHold(FieldSummary summary, PrimitiveType type, object? value) => value switch
    {
        null => summary.ContainsNull,
        float.NaN or double.NaN => summary.ContainsNan != false,
        _ => (summary.LowerBound is null || ValueOrder.Compare(SingleValue.FromBytes(type, summary.LowerBound), value) <= 0)
            && (summary.UpperBound is null || ValueOrder.Compare(SingleValue.FromBytes(type, summary.UpperBound), value) >= 0),
    };
}
