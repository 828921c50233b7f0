using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>Which manifests can hold files of certain partitions, by the summaries in the manifest list.</summary>
internal sealed class PartitionSearch(TableMetadata metadata, IEnumerable<DataFile> files)
{
    private readonly DataFile[] _partitions = files.DistinctBy(f => PartitionText.Key(f.SpecId, f.Partition)).ToArray();

    public bool MayHold(ManifestFile manifest)
    {
        var own = _partitions.Where(f => f.SpecId == manifest.SpecId).ToArray();
        if (own.Length == 0 || manifest.Partitions.Count == 0)
        {
            return own.Length > 0;
        }

        var types = metadata.PartitionTypes(metadata.SpecById(manifest.SpecId));
        return own.Any(f => f.Partition.Select((value, i) => MayHold(manifest.Partitions[i], types[i], value)).All(may => may));
    }

    private static bool MayHold(FieldSummary summary, PrimitiveType type, object? value) => value switch
    {
        null => summary.ContainsNull,
        float.NaN or double.NaN => summary.ContainsNan != false,
        _ => PartitionProjection.Range(summary, type).MayOverlap(value, value),
    };
}
