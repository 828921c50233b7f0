using Waybill.Lake.Commits;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Catalog;

/// <summary>First metadata of a table.</summary>
internal static class NewTable
{
    // Metadata files repeat all snapshots, so keeping every version would cost the square of the number of commits.
    private static readonly KeyValuePair<string, string>[] Defaults =
    [
        new(TableProperties.DeleteAfterCommit, "true"),
        new(TableProperties.PreviousVersionsMax, "20"),
    ];

    public static TableMetadata Create(TableId id, string location, TableDefinition definition, CommitStamp stamp)
    {
        if (definition.Schema.Fields.Count == 0)
        {
            throw LakeException.Invalid($"table {id} has no columns");
        }

        Check(definition);
        var schema = definition.Schema.WithId(0);
        return new TableMetadata
        {
            TableUuid = IdSource.Uuid("table", id.ToString(), stamp.IdSeed),
            Location = location,
            LastUpdatedMs = stamp.TimestampMs,
            LastColumnId = schema.HighestFieldId,
            CurrentSchemaId = 0,
            Schemas = [schema],
            DefaultSpecId = definition.Spec.SpecId,
            Specs = [definition.Spec],
            LastPartitionId = definition.Spec.HighestFieldId,
            DefaultSortOrderId = definition.SortOrder.OrderId,
            SortOrders = definition.SortOrder.OrderId == 0 ? [SortOrder.Unsorted] : [SortOrder.Unsorted, definition.SortOrder],
            Properties = TableMetadata.NoProperties.AddRange(Defaults).SetItems(definition.Properties),
        };
    }

    private static void Check(TableDefinition definition)
    {
        Io.TypeGate.CheckNames(definition.Schema.Fields);
        foreach (var field in definition.Schema.AllFields)
        {
            Io.TypeGate.CheckWritable(definition.Schema.PathOf(field.Id) ?? field.Name, field.Type);
        }

        foreach (var field in definition.Spec.Fields)
        {
            if (definition.Schema.Field(field.SourceId)?.Type is not PrimitiveType type
                || !field.Transform.Accepts(type) || definition.Schema.IsRepeated(field.SourceId))
            {
                throw LakeException.Invalid($"partition field '{field.Name}': {field.Transform} does not fit column {field.SourceId}");
            }
        }
    }
}
