using Waybill.Lake.Spec;

namespace Waybill.Lake.Catalog;

/// <summary>What a new table is to look like.</summary>
/// <param name="Schema">Columns with field ids; <see cref="Spec.Schema.WithFreshIds"/> gives them out.</param>
public sealed record TableDefinition(Schema Schema)
{
    public PartitionSpec Spec { get; init; } = PartitionSpec.Unpartitioned;

    public SortOrder SortOrder { get; init; } = SortOrder.Unsorted;

    public IReadOnlyDictionary<string, string> Properties { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A definition of columns with a name, a type, and whether they must not be null, in order.</summary>
    public static TableDefinition Of(params (string Name, IcebergType Type, bool Required)[] columns) =>
        new(Schema.WithFreshIds(columns.Select(c => new NestedField(0, c.Name, c.Required, c.Type)).ToArray()));
}
