using System.Globalization;
using System.Text;

namespace Waybill.Lake.Spec;

/// <summary>Partition tuples as text: for people and file names, and as keys for comparison.</summary>
internal static class PartitionText
{
    private const int LabelLength = 60;

    /// <summary>Text that two tuples share exactly when spec and values are the same.</summary>
    public static string Key(int specId, IReadOnlyList<object?> values)
    {
        var key = new StringBuilder().Append(specId);
        foreach (var value in values)
        {
            var text = value switch
            {
                null => "",
                byte[] bytes => Convert.ToHexString(bytes),
                float f => ((double)f).ToString("R", CultureInfo.InvariantCulture),
                IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
                _ => value.ToString() ?? "",
            };
            key.Append(CultureInfo.InvariantCulture, $"|{(value is null ? 'n' : 'v')}{text.Length}:{text}");
        }

        return key.ToString();
    }

    /// <summary>"ordered_at_day=2026-01-03" as part of a file name: letters, digits and <c>_=-.</c> only, shortened; empty when unpartitioned.</summary>
    public static string Label(PartitionSpec spec, IReadOnlyList<object?> values)
    {
        var label = string.Join('.', spec.Fields.Zip(values, (f, v) => $"{f.Name}={Value(f.Transform, v)}"));
        var safe = new string(label.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '=' or '-' or '.' ? c : '_').ToArray());
        return safe.Length <= LabelLength ? safe : safe[..LabelLength];
    }

    /// <summary>A partition value as people write it: days since 1970 become a date.</summary>
    public static string Value(Transform transform, object? value) => (transform, value) switch
    {
        (_, null) => "null",
        (TimeTransform { Unit: TimeUnit.Year }, int years) => string.Create(CultureInfo.InvariantCulture, $"{1970 + years:0000}"),
        (TimeTransform { Unit: TimeUnit.Month }, int months) => string.Create(
            CultureInfo.InvariantCulture,
            $"{1970 + TimeTransform.FloorDiv(months, 12):0000}-{months - (TimeTransform.FloorDiv(months, 12) * 12) + 1:00}"),
        (TimeTransform { Unit: TimeUnit.Day }, int days) => Date(days),
        (TimeTransform { Unit: TimeUnit.Hour }, int hours) => string.Create(
            CultureInfo.InvariantCulture,
            $"{Date((int)TimeTransform.FloorDiv(hours, 24))}-{hours - (TimeTransform.FloorDiv(hours, 24) * 24):00}"),
        (_, byte[] bytes) => Convert.ToHexString(bytes),
        (_, IFormattable f) => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Date(int days)
    {
        var (year, month, day) = CivilDate.FromDays(days);
        return string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}");
    }
}
