namespace Waybill.Lake.Io;

/// <summary>A condition on one column; a row passes when the comparison is true (a null passes only <see cref="FilterOperator.IsNull"/>).</summary>
/// <param name="Column">Name of a top-level primitive column.</param>
/// <param name="Operator">The comparison.</param>
/// <param name="Values">What is compared with: none, one, or for In any number.</param>
public sealed record ColumnFilter(string Column, FilterOperator Operator, IReadOnlyList<object> Values)
{
    /// <remarks>
    /// Values may be int, long, double, decimal, bool, string, Guid, byte[], DateOnly, TimeOnly, DateTime (read as UTC),
    /// DateTimeOffset, or for dates and times the raw days or microseconds.
    /// </remarks>
    public static ColumnFilter Equal(string column, object value) => new(column, FilterOperator.Equal, [value]);

    public static ColumnFilter NotEqual(string column, object value) => new(column, FilterOperator.NotEqual, [value]);

    public static ColumnFilter Less(string column, object value) => new(column, FilterOperator.Less, [value]);

    public static ColumnFilter LessOrEqual(string column, object value) => new(column, FilterOperator.LessOrEqual, [value]);

    public static ColumnFilter Greater(string column, object value) => new(column, FilterOperator.Greater, [value]);

    public static ColumnFilter GreaterOrEqual(string column, object value) => new(column, FilterOperator.GreaterOrEqual, [value]);

    public static ColumnFilter In(string column, params IReadOnlyList<object> values) => new(column, FilterOperator.In, values);

    public static ColumnFilter IsNull(string column) => new(column, FilterOperator.IsNull, []);

    public static ColumnFilter IsNotNull(string column) => new(column, FilterOperator.IsNotNull, []);
}
