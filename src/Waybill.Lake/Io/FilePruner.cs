using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>Leaves out manifests and files in which no row can pass the filters. When in doubt, a file stays.</summary>
internal sealed class FilePruner(TableMetadata metadata, IReadOnlyList<BoundFilter> filters)
{
    private readonly Dictionary<int, PartitionProjection> _projections = [];

    public bool MayMatch(ManifestFile manifest) =>
        filters.Count == 0 || Projection(manifest.SpecId).MayMatch(manifest.Partitions);

    public bool MayMatch(DataFile file) =>
        filters.Count == 0
        || (Projection(file.SpecId).MayMatch(file.Partition) && filters.All(f => FileRanges.Of(file, f.Column, f.Type).MayPass(f.Operator, f.Values)));

    private PartitionProjection Projection(int specId)
    {
        if (!_projections.TryGetValue(specId, out var projection))
        {
            var spec = metadata.SpecById(specId);
            _projections[specId] = projection = new PartitionProjection(spec, metadata.PartitionTypes(spec), filters);
        }

        return projection;
    }
}
