using System.Globalization;

namespace Waybill.Lake.Spec;

/// <summary>A primitive type; the text form is the specification's ("long", "decimal(18, 4)", "fixed[16]").</summary>
/// <remarks>
/// Values of each kind travel as one CLR type through this library (partition values, bounds, literals):
/// boolean → bool; int and date (days since 1970-01-01) → int; long, time, timestamp and timestamptz (µs) → long;
/// float → float; double → double; decimal → <see cref="Int128"/> (unscaled); string → string; uuid → Guid;
/// fixed and binary → byte[].
/// </remarks>
public sealed record PrimitiveType : IcebergType
{
    public static readonly PrimitiveType Boolean = new(PrimitiveKind.Boolean);
    public static readonly PrimitiveType Int = new(PrimitiveKind.Int);
    public static readonly PrimitiveType Long = new(PrimitiveKind.Long);
    public static readonly PrimitiveType Float = new(PrimitiveKind.Float);
    public static readonly PrimitiveType Double = new(PrimitiveKind.Double);
    public static readonly PrimitiveType Date = new(PrimitiveKind.Date);
    public static readonly PrimitiveType Time = new(PrimitiveKind.Time);
    public static readonly PrimitiveType Timestamp = new(PrimitiveKind.Timestamp);
    public static readonly PrimitiveType TimestampTz = new(PrimitiveKind.TimestampTz);
    public static readonly PrimitiveType Text = new(PrimitiveKind.Text);
    public static readonly PrimitiveType Uuid = new(PrimitiveKind.Uuid);
    public static readonly PrimitiveType Binary = new(PrimitiveKind.Binary);

    private PrimitiveType(PrimitiveKind kind, int precision = 0, int scale = 0)
    {
        Kind = kind;
        Precision = precision;
        Scale = scale;
    }

    public PrimitiveKind Kind { get; }

    /// <summary>Digits of a decimal (1 to 38), bytes of a fixed, 0 otherwise.</summary>
    public int Precision { get; }

    /// <summary>Digits behind the point of a decimal, 0 otherwise.</summary>
    public int Scale { get; }

    /// <summary>decimal(precision, scale); 1 ≤ precision ≤ 38, 0 ≤ scale ≤ precision.</summary>
    public static PrimitiveType Decimal(int precision, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, 38);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, precision);
        return new PrimitiveType(PrimitiveKind.Decimal, precision, scale);
    }

    /// <summary>fixed[length]: exactly this many bytes.</summary>
    public static PrimitiveType Fixed(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return new PrimitiveType(PrimitiveKind.Fixed, length);
    }

    /// <summary>Reads the specification's text form; blanks inside the brackets do not matter.</summary>
    /// <exception cref="LakeException">The text is no type of format version 2.</exception>
    public static PrimitiveType Parse(string text) => text switch
    {
        "boolean" => Boolean,
        "int" => Int,
        "long" => Long,
        "float" => Float,
        "double" => Double,
        "date" => Date,
        "time" => Time,
        "timestamp" => Timestamp,
        "timestamptz" => TimestampTz,
        "string" => Text,
        "uuid" => Uuid,
        "binary" => Binary,
        _ => ParseWithArguments(text),
    };

    public override string ToString() => Kind switch
    {
        PrimitiveKind.Boolean => "boolean",
        PrimitiveKind.Int => "int",
        PrimitiveKind.Long => "long",
        PrimitiveKind.Float => "float",
        PrimitiveKind.Double => "double",
        PrimitiveKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"decimal({Precision}, {Scale})"),
        PrimitiveKind.Date => "date",
        PrimitiveKind.Time => "time",
        PrimitiveKind.Timestamp => "timestamp",
        PrimitiveKind.TimestampTz => "timestamptz",
        PrimitiveKind.Text => "string",
        PrimitiveKind.Uuid => "uuid",
        PrimitiveKind.Fixed => string.Create(CultureInfo.InvariantCulture, $"fixed[{Precision}]"),
        PrimitiveKind.Binary => "binary",
        _ => throw new InvalidOperationException($"Unknown kind {Kind}"),
    };

    private static PrimitiveType ParseWithArguments(string text)
    {
        if (text.StartsWith("decimal(", StringComparison.Ordinal) && text.EndsWith(')')
            && text[8..^1].Split(',') is [var p, var s]
            && TryNumber(p, out var precision) && TryNumber(s, out var scale)
            && precision is >= 1 and <= 38 && scale <= precision)
        {
            return Decimal(precision, scale);
        }

        if (text.StartsWith("fixed[", StringComparison.Ordinal) && text.EndsWith(']')
            && TryNumber(text[6..^1], out var length) && length > 0)
        {
            return Fixed(length);
        }

        throw LakeException.Invalid($"'{text}' is not a type of Iceberg format version 2");
    }

    private static bool TryNumber(string text, out int value) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
