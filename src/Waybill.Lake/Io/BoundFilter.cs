using Waybill.DuckDb;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>A <see cref="ColumnFilter"/> whose column and values have been looked up in a schema.</summary>
internal sealed record BoundFilter(NestedField Column, PrimitiveType Type, FilterOperator Operator, IReadOnlyList<object> Values)
{
    /// <exception cref="LakeException">Unknown or nested column, or values that do not fit.</exception>
    public static BoundFilter Of(ColumnFilter filter, Schema schema)
    {
        var column = schema.Column(filter.Column)
            ?? throw LakeException.Invalid($"there is no column '{filter.Column}' to filter by ({schema})");
        if (column.Type is not PrimitiveType type)
        {
            throw LakeException.Invalid($"column '{filter.Column}' is {column.Type} and cannot be filtered by");
        }

        var expected = filter.Operator switch { FilterOperator.IsNull or FilterOperator.IsNotNull => 0, FilterOperator.In => filter.Values.Count, _ => 1 };
        return filter.Values.Count == expected
            ? new BoundFilter(column, type, filter.Operator, filter.Values.Select(v => LiteralConverter.Convert(filter.Column, type, v)).ToArray())
            : throw LakeException.Invalid($"{filter.Operator} on '{filter.Column}' has {filter.Values.Count} values");
    }

    /// <param name="name">Name of the column in the relation that is filtered.</param>
    public string ToSql(string name)
    {
        var column = Sql.Identifier(name);
        var literals = Values.Select(v => SqlLiterals.Of(Type, v)).ToArray();
        return Operator switch
        {
            FilterOperator.Equal => $"{column} = {literals[0]}",
            FilterOperator.NotEqual => $"{column} <> {literals[0]}",
            FilterOperator.Less => $"{column} < {literals[0]}",
            FilterOperator.LessOrEqual => $"{column} <= {literals[0]}",
            FilterOperator.Greater => $"{column} > {literals[0]}",
            FilterOperator.GreaterOrEqual => $"{column} >= {literals[0]}",
            FilterOperator.In => literals.Length == 0 ? "false" : $"{column} in ({string.Join(", ", literals)})",
            FilterOperator.IsNull => $"{column} is null",
            _ => $"{column} is not null",
        };
    }
}
