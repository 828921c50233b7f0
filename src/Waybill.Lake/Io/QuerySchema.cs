using Waybill.DuckDb;
using Waybill.Lake.Catalog;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>Between the columns of a DuckDB query and those of a table.</summary>
public static class QuerySchema
{
    /// <summary>A table with the columns of a query, all of them optional.</summary>
    /// <exception cref="LakeException">BadData: a column has a type that Iceberg has not.</exception>
    public static TableDefinition Definition(IReadOnlyList<DuckDbColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return TableDefinition.Of([.. columns.Select(c => (c.Name, TypeOf(c), false))]);
    }

    /// <summary>The Iceberg type of a column; field ids inside are 0.</summary>
    /// <exception cref="LakeException">BadData: Iceberg has no such type.</exception>
    public static IcebergType TypeOf(DuckDbColumn column) => SqlTypes.FromDuckDb(column.Type)
        ?? throw new LakeException(LakeErrorKind.BadData, $"column '{column.Name}' has type {column.Type}, which no Iceberg table can hold",
            "Cast it to a type that Iceberg has: bigint for counts and sums, decimal(18, s) for money, timestamp for times.");

    /// <summary>An Iceberg type as DuckDB writes it: <c>DECIMAL(18,2)</c>.</summary>
    public static string SqlType(IcebergType type) => SqlTypes.Of(type);
}
