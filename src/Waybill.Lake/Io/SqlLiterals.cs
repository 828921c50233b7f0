using System.Globalization;
using Waybill.DuckDb;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>Values as SQL literals of exactly their type, so that DuckDB prunes by them.</summary>
internal static class SqlLiterals
{
    private const long MicrosPerSecond = 1_000_000;
    private const long MicrosPerDay = 86_400 * MicrosPerSecond;

    /// <summary>A literal; <paramref name="value"/> has the CLR type that <see cref="PrimitiveType"/> lists.</summary>
    public static string Of(PrimitiveType type, object? value)
    {
        var sqlType = SqlTypes.Of(type);
        return value switch
        {
            null => $"cast(null as {sqlType})",
            bool b => b ? "true" : "false",
            int days when type.Kind == PrimitiveKind.Date => Date(days),
            int i => string.Create(CultureInfo.InvariantCulture, $"cast({i} as {sqlType})"),
            long micros when type.Kind == PrimitiveKind.Time => $"cast('{Clock(micros)}' as TIME)",
            long micros when type.Kind is PrimitiveKind.Timestamp or PrimitiveKind.TimestampTz => Timestamp(micros, type.Kind == PrimitiveKind.TimestampTz),
            long l => string.Create(CultureInfo.InvariantCulture, $"cast({l} as {sqlType})"),
            float f => $"cast('{f.ToString("R", CultureInfo.InvariantCulture)}' as FLOAT)",
            double d => $"cast('{d.ToString("R", CultureInfo.InvariantCulture)}' as DOUBLE)",
            Int128 d => $"cast('{Decimal(d, type.Scale)}' as {sqlType})",
            string s => Text(s),
            Guid g => $"cast('{g}' as UUID)",
            byte[] b => $"from_hex('{Convert.ToHexString(b)}')",
            _ => throw LakeException.Invalid($"a {value.GetType().Name} cannot be compared with a {type} column"),
        };
    }

    /// <summary>Text; a NUL would end the statement, so it is put in by a function.</summary>
    public static string Text(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? $"({string.Join(" || chr(0) || ", text.Split('\0').Select(Sql.Literal))})"
        : Sql.Literal(text);

    /// <summary>Unscaled integer as text with a point: 1234 with scale 2 is 12.34.</summary>
    public static string Decimal(Int128 unscaled, int scale)
    {
        var digits = Int128.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var text = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return unscaled < 0 ? "-" + text : text;
    }

    private static string Date(int days) =>
        CivilDate.FromDays(days) is (>= 1 and <= 9999 and var year, var month, var day)
            ? string.Create(CultureInfo.InvariantCulture, $"DATE '{year:0000}-{month:00}-{day:00}'")
            : string.Create(CultureInfo.InvariantCulture, $"(DATE '1970-01-01' + {days})");

    private static string Timestamp(long micros, bool zoned)
    {
        var days = TimeTransform.FloorDiv(micros, MicrosPerDay);
        if (CivilDate.FromDays((int)days) is (>= 1 and <= 9999 and var year, var month, var day))
        {
            var date = string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}");
            var clock = Clock(micros - (days * MicrosPerDay));
            return zoned ? $"TIMESTAMPTZ '{date} {clock}+00'" : $"TIMESTAMP '{date} {clock}'";
        }

        var plain = string.Create(CultureInfo.InvariantCulture, $"make_timestamp({micros})");
        return zoned ? $"({plain} at time zone 'UTC')" : plain;
    }

    private static string Clock(long micros)
    {
        var seconds = micros / MicrosPerSecond;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}.{micros % MicrosPerSecond:000000}");
    }
}
