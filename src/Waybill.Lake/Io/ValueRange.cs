using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>What is known of the values of a column in a file, or of a partition field in a manifest.</summary>
/// <param name="Lower">≤ every value that is neither null nor NaN; null when unknown.</param>
/// <param name="Upper">≥ every value that is neither null nor NaN; null when unknown.</param>
/// <param name="MayHaveNull">Some value may be null.</param>
/// <param name="MayHaveValue">Some value may be not null.</param>
/// <param name="MayHaveNan">Some value may be NaN, which DuckDB orders above all numbers.</param>
internal readonly record struct ValueRange(object? Lower, object? Upper, bool MayHaveNull, bool MayHaveValue, bool MayHaveNan)
{
    public static readonly ValueRange Unknown = new(null, null, true, true, true);

    /// <summary>False only when no value in the range can pass.</summary>
    public bool MayPass(FilterOperator op, IReadOnlyList<object> values)
    {
        switch (op)
        {
            case FilterOperator.IsNull:
                return MayHaveNull;
            case FilterOperator.IsNotNull:
            case FilterOperator.NotEqual:
                return MayHaveValue;
            case FilterOperator.In:
                var range = this;
                return MayHaveValue && values.Any(v => range.MayEqual(v));
            case FilterOperator.Equal:
                return MayHaveValue && MayEqual(values[0]);
            case FilterOperator.Less:
                return MayHaveValue && (IsNan(values[0]) || Lower is null || Compare(Lower, values[0]) < 0);
            case FilterOperator.LessOrEqual:
                return MayHaveValue && (IsNan(values[0]) || Lower is null || Compare(Lower, values[0]) <= 0);
            case FilterOperator.Greater:
                return MayHaveValue && (MayHaveNan || Upper is null || Compare(Upper, values[0]) > 0);
            default:
                return MayHaveValue && (MayHaveNan || Upper is null || Compare(Upper, values[0]) >= 0);
        }
    }

    /// <summary>True when some value of this range may lie between two values, both included.</summary>
    public bool MayOverlap(object lower, object upper) => MayHaveValue
        && (Lower is null || Compare(Lower, upper) <= 0)
        && (MayHaveNan || Upper is null || Compare(Upper, lower) >= 0);

    private bool MayEqual(object value) => IsNan(value)
        ? MayHaveNan
        : (Lower is null || Compare(Lower, value) <= 0) && (Upper is null || Compare(Upper, value) >= 0);

    private static bool IsNan(object value) => value is double.NaN or float.NaN;

    // SQL holds -0.0 equal to 0.0, the order of bounds does not; for pruning they must be equal.
    private static int Compare(object left, object right) => ValueOrder.Compare(Zero(left), Zero(right));

    private static object Zero(object value) => value switch { 0d => 0d, 0f => 0f, _ => value };
}
