using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Commits;

/// <summary>Smallest and largest value of one key column among the changed keys; both null when all are null.</summary>
internal sealed record KeyRange(NestedField Column, PrimitiveType Type, object? Lower, object? Upper, bool HasNull, bool HasNan)
{
    public bool MayHold(ValueRange values) =>
        (HasNull && values.MayHaveNull)
        || (HasNan && values.MayHaveNan)
        || (Lower is not null && Upper is not null && values.MayOverlap(Lower, Upper));

    /// <summary>The same for values that were transformed to partition values.</summary>
    public bool MayHold(Transform transform, ValueRange partitions) =>
        !transform.PreservesOrder
        || (HasNull && partitions.MayHaveNull)
        || (HasNan && partitions.MayHaveNan)
        || (transform.Apply(Type, Lower) is { } lower && transform.Apply(Type, Upper) is { } upper && partitions.MayOverlap(lower, upper));
}
