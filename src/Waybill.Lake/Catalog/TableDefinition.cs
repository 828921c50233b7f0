using Waybill.DuckDb;
using Waybill.Lake.Io;
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

    /// <summary>A definition with the columns of a query's result (<c>connection.Columns(query)</c>).</summary>
    /// <param name="columns">Names and DuckDB types.</param>
    /// <param name="required">Names of the columns that must not be null.</param>
    /// <exception cref="LakeException">A type that Iceberg lacks: HUGEINT (what sum gives), unsigned, ENUM, TIMESTAMP_NS, DECIMAL over 18 digits…</exception>
    public static TableDefinition FromColumns(IReadOnlyList<DuckDbColumn> columns, params IReadOnlyList<string> required)
    {
        ArgumentNullException.ThrowIfNull(columns);
        foreach (var name in required.Where(r => columns.All(c => c.Name != r)))
        {
            throw LakeException.Invalid($"required column '{name}' is not in the query");
        }

        return Of(columns.Select(c => (c.Name, SqlTypes.FromDuckDb(c.Type) ?? throw Unwritable(c), required.Contains(c.Name))).ToArray());
    }

    private static LakeException Unwritable(DuckDbColumn column) => new(
        LakeErrorKind.BadData,
        $"column '{column.Name}' is {column.Type}, which Iceberg lacks",
        "cast it, for example to bigint, double, decimal(18, 2), timestamp or varchar");
}
