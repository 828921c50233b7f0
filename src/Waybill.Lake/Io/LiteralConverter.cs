using System.Globalization;
using System.Numerics;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>What callers compare with, as the CLR value of the column's type.</summary>
internal static class LiteralConverter
{
    /// <exception cref="LakeException">The value does not fit the column's type exactly.</exception>
    public static object Convert(string column, PrimitiveType type, object value)
    {
        try
        {
            return TryConvert(type, value) ?? throw Unfit(column, type, value);
        }
        catch (Exception e) when (e is OverflowException or FormatException or InvalidCastException)
        {
            throw Unfit(column, type, value);
        }
    }

    private static object? TryConvert(PrimitiveType type, object value) => type.Kind switch
    {
        PrimitiveKind.Boolean => value as bool?,
        PrimitiveKind.Int => checked((int)Whole(value)),
        PrimitiveKind.Long => Whole(value),
        PrimitiveKind.Float => System.Convert.ToSingle(value, CultureInfo.InvariantCulture),
        PrimitiveKind.Double => System.Convert.ToDouble(value, CultureInfo.InvariantCulture),
        PrimitiveKind.Decimal => Unscaled(value, type.Scale),
        PrimitiveKind.Date => Date(value),
        PrimitiveKind.Time => value is TimeOnly time ? time.Ticks / TimeSpan.TicksPerMicrosecond : Whole(value),
        PrimitiveKind.Timestamp or PrimitiveKind.TimestampTz => Micros(value),
        PrimitiveKind.Text => value as string,
        PrimitiveKind.Uuid => value as Guid?,
        _ => value as byte[],
    };

    private static long Whole(object value) => value switch
    {
        int i => i,
        long l => l,
        short s => s,
        byte b => b,
        decimal d when decimal.IsInteger(d) => (long)d,
        _ => throw new InvalidCastException(),
    };

    private static Int128? Unscaled(object value, int scale)
    {
        if (value is Int128 unscaled)
        {
            return unscaled;
        }

        var number = System.Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        var factor = (decimal)BigInteger.Pow(10, scale);
        return decimal.IsInteger(number * factor) ? (Int128)(number * factor) : null;
    }

    private static object? Date(object value) => value switch
    {
        DateOnly d => CivilDate.ToDays(d.Year, d.Month, d.Day),
        string s => StatText.Parse(PrimitiveType.Date, s),
        _ => checked((int)Whole(value)),
    };

    private static object? Micros(object value) => value switch
    {
        DateTimeOffset t => (t.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
        DateTime t => (t.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
        string s => StatText.Parse(PrimitiveType.Timestamp, s),
        _ => Whole(value),
    };

    private static LakeException Unfit(string column, PrimitiveType type, object value) =>
        LakeException.Invalid($"'{value}' ({value.GetType().Name}) cannot be compared with column '{column}' of type {type}");
}
