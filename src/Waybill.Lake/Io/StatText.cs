using System.Globalization;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>DuckDB's statistics text as values (ICEBERG.md 1.7). What cannot be read for certain becomes null: no bound is better than a wrong one.</summary>
internal static class StatText
{
    private const long MicrosPerDay = 86_400_000_000;

    public static object? Parse(PrimitiveType type, string text)
    {
        switch (type.Kind)
        {
            case PrimitiveKind.Boolean:
                return text switch { "1" or "true" => true, "0" or "false" => false, _ => null };
            case PrimitiveKind.Int:
                return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var i) ? i : null;
            case PrimitiveKind.Long:
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var l) ? l : null;
            case PrimitiveKind.Float:
                return Number(text) is { } f ? (float)f : null;
            case PrimitiveKind.Double:
                return Number(text);
            case PrimitiveKind.Decimal:
                return Decimal(text, type.Scale);
            case PrimitiveKind.Date:
                return Date(text);
            case PrimitiveKind.Time:
                return Clock(text);
            case PrimitiveKind.Timestamp:
                return Timestamp(text);
            case PrimitiveKind.TimestampTz:
                return text.EndsWith("+00", StringComparison.Ordinal) ? Timestamp(text[..^3]) : null;
            case PrimitiveKind.Text:
                return text;
            case PrimitiveKind.Uuid:
                return Guid.TryParse(text, out var uuid) ? uuid : null;
            default:
                return Bytes(text);
        }
    }

    /// <summary>True for the text that DuckDB gives for an endless date or timestamp, which Iceberg does not have.</summary>
    public static bool IsInfinite(PrimitiveType type, string text) =>
        type.Kind is PrimitiveKind.Date or PrimitiveKind.Timestamp or PrimitiveKind.TimestampTz
        && text.Contains("infinity", StringComparison.OrdinalIgnoreCase);

    private static double? Number(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !double.IsNaN(value) => value,
        _ => null,
    };

    private static Int128? Decimal(string text, int scale)
    {
        var point = text.IndexOf('.');
        var fraction = point < 0 ? 0 : text.Length - point - 1;
        var digits = text.Replace(".", "", StringComparison.Ordinal);
        return fraction <= scale
            && Int128.TryParse(digits + new string('0', scale - fraction), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
    }

    // Years of four digits only: other forms ("(BC)", five digits) are rare enough to go without a bound.
    private static int? Date(string text) =>
        text.Length == 10 && text[4] == '-' && text[7] == '-'
        && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && int.TryParse(text.AsSpan(5, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var month)
        && int.TryParse(text.AsSpan(8, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            ? CivilDate.ToDays(year, month, day)
            : null;

    private static long? Clock(string text)
    {
        var fraction = text.Length > 9 && text[8] == '.' ? text[9..].PadRight(6, '0') : "0";
        return text.Length >= 8 && text[2] == ':' && text[5] == ':' && (text.Length == 8 || text[8] == '.') && fraction.Length <= 6
            && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            && int.TryParse(text.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minute)
            && int.TryParse(text.AsSpan(6, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            && long.TryParse(fraction, NumberStyles.None, CultureInfo.InvariantCulture, out var micros)
            ? ((((hour * 60L) + minute) * 60) + second) * 1_000_000 + micros
            : null;
    }

    private static long? Timestamp(string text) =>
        text.Length >= 19 && text[10] == ' ' && Date(text[..10]) is { } days && Clock(text[11..]) is { } micros
            ? (days * MicrosPerDay) + micros
            : null;

    private static byte[]? Bytes(string hex)
    {
        try
        {
            return Convert.FromHexString(hex);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
