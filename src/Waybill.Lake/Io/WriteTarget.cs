using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>What a writer must know of the table it writes for.</summary>
internal sealed record WriteTarget(
    TableId Table,
    TableFolder Folder,
    Guid TableUuid,
    Schema Schema,
    PartitionSpec Spec,
    SortOrder SortOrder,
    IReadOnlyDictionary<string, string> Properties)
{
    public static WriteTarget Of(TableId id, string directory, TableMetadata metadata) => new(
        id,
        new TableFolder(directory, metadata.Location),
        metadata.TableUuid,
        metadata.Schema,
        metadata.Spec,
        metadata.SortOrder,
        metadata.Properties);

    /// <summary>Type of each partition value.</summary>
    public IReadOnlyList<PrimitiveType> PartitionTypes => Spec.Fields.Select(f => f.Transform.ResultType(SourceType(f))).ToArray();

    public PrimitiveType SourceType(PartitionField field) => Schema.Field(field.SourceId)?.Type as PrimitiveType
        ?? throw LakeException.Corrupt($"partition field '{field.Name}' of {Table} has no source column {field.SourceId}");
}
