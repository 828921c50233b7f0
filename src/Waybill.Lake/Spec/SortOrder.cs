namespace Waybill.Lake.Spec;

/// <summary>Order of the rows inside data files (specification "Sorting"); order id 0 means unsorted.</summary>
public sealed record SortOrder(int OrderId, IReadOnlyList<SortField> Fields)
{
    public static readonly SortOrder Unsorted = new(0, []);

    /// <summary>Order 1: these columns ascending, nulls first.</summary>
    /// <exception cref="LakeException">A column is not in the schema or not primitive.</exception>
    public static SortOrder By(Schema schema, params string[] columns) => columns.Length == 0
        ? Unsorted
        : new SortOrder(1, columns.Select(c => schema.Column(c) is { Type: PrimitiveType } field
            ? new SortField(Transform.Identity, field.Id, Ascending: true, NullsFirst: true)
            : throw LakeException.Invalid($"sort column '{c}' is not a primitive column of the schema")).ToArray());
}
