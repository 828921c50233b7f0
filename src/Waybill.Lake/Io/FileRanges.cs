using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>The range of a column in a file, from its metrics.</summary>
internal static class FileRanges
{
    public static ValueRange Of(DataFile file, NestedField column, PrimitiveType type)
    {
        long? values = file.ValueCounts.TryGetValue(column.Id, out var count) ? count : null;
        long? nulls = file.NullValueCounts.TryGetValue(column.Id, out var nullCount) ? nullCount : null;
        long? nans = file.NanValueCounts.TryGetValue(column.Id, out var nanCount) ? nanCount : null;
        var isFloat = type.Kind is PrimitiveKind.Float or PrimitiveKind.Double;
        return new ValueRange(
            Bound(file.LowerBounds, column.Id, type),
            Bound(file.UpperBounds, column.Id, type),
            MayHaveNull: nulls is null or > 0,
            MayHaveValue: values is null || nulls is null || nulls < values,
            MayHaveNan: isFloat && nans is null or > 0);
    }

    // A bound of another length was written for another type than we know (the column was widened in a way we cannot read): ignore it.
    private static object? Bound(IReadOnlyDictionary<int, byte[]> bounds, int id, PrimitiveType type)
    {
        if (!bounds.TryGetValue(id, out var bytes))
        {
            return null;
        }

        try
        {
            return SingleValue.FromBytes(type, bytes);
        }
        catch (LakeException)
        {
            return null;
        }
    }
}
