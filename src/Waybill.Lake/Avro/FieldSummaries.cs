using Waybill.Lake.Spec;

namespace Waybill.Lake.Avro;

/// <summary>Makes the summary of one partition field over the files of a manifest; bounds are exact.</summary>
internal static class FieldSummaries
{
    public static FieldSummary Of(PrimitiveType type, IEnumerable<object?> values)
    {
        var containsNull = false;
        var containsNan = false;
        object? lower = null;
        object? upper = null;
        foreach (var value in values)
        {
            if (value is null)
            {
                containsNull = true;
            }
            else if (value is double.NaN or float.NaN)
            {
                containsNan = true;
            }
            else
            {
                lower = lower is null || ValueOrder.Compare(value, lower) < 0 ? value : lower;
                upper = upper is null || ValueOrder.Compare(value, upper) > 0 ? value : upper;
            }
        }

        return new FieldSummary(
            containsNull,
            containsNan,
            lower is null ? null : SingleValue.ToBytes(type, lower),
            upper is null ? null : SingleValue.ToBytes(type, upper));
    }
}
