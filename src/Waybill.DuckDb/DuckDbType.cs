using System.Globalization;

namespace Waybill.DuckDb;

/// <summary>
/// A column type: its kind, and what the kind needs (precision and scale, children, dictionary, array size).
/// Two types are equal when they are written the same in SQL.
/// </summary>
public sealed class DuckDbType : IEquatable<DuckDbType>
{
    public static readonly DuckDbType Boolean = new(DuckDbTypeKind.Boolean);
    public static readonly DuckDbType SmallInt = new(DuckDbTypeKind.SmallInt);
    public static readonly DuckDbType Integer = new(DuckDbTypeKind.Integer);
    public static readonly DuckDbType BigInt = new(DuckDbTypeKind.BigInt);
    public static readonly DuckDbType UTinyInt = new(DuckDbTypeKind.UTinyInt);
    public static readonly DuckDbType Float = new(DuckDbTypeKind.Float);
    public static readonly DuckDbType Double = new(DuckDbTypeKind.Double);
    public static readonly DuckDbType Varchar = new(DuckDbTypeKind.Varchar);
    public static readonly DuckDbType Blob = new(DuckDbTypeKind.Blob);
    public static readonly DuckDbType Uuid = new(DuckDbTypeKind.Uuid);
    public static readonly DuckDbType Date = new(DuckDbTypeKind.Date);
    public static readonly DuckDbType Time = new(DuckDbTypeKind.Time);
    public static readonly DuckDbType Timestamp = new(DuckDbTypeKind.Timestamp);
    public static readonly DuckDbType TimestampTz = new(DuckDbTypeKind.TimestampTz);

    internal DuckDbType(DuckDbTypeKind kind) => Kind = kind;

    public DuckDbTypeKind Kind { get; }

    /// <summary>Decimal digits in all, 1 to 38; 0 for other kinds.</summary>
    public byte Width { get; internal init; }

    /// <summary>Decimal digits after the point; 0 for other kinds.</summary>
    public byte Scale { get; internal init; }

    /// <summary>Elements of an ARRAY; 0 for other kinds.</summary>
    public int ArraySize { get; internal init; }

    /// <summary>Struct fields; "element" of a LIST or ARRAY; "key" and "value" of a MAP.</summary>
    public IReadOnlyList<DuckDbColumn> Children { get; internal init; } = [];

    /// <summary>The words of an ENUM, by their number.</summary>
    public IReadOnlyList<string> EnumValues { get; internal init; } = [];

    /// <summary>DECIMAL(width, scale): width 1 to 38, scale 0 to width.</summary>
    public static DuckDbType Decimal(byte width, byte scale)
    {
        ArgumentOutOfRangeException.ThrowIfZero(width);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, (byte)38);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, width);
        return new DuckDbType(DuckDbTypeKind.Decimal) { Width = width, Scale = scale };
    }

    /// <summary>Any kind that needs no more than its name, for instance HUGEINT or TIMESTAMP_NS.</summary>
    public static DuckDbType Of(DuckDbTypeKind kind) => kind switch
    {
        DuckDbTypeKind.Decimal or DuckDbTypeKind.Enum or DuckDbTypeKind.List or DuckDbTypeKind.Struct
            or DuckDbTypeKind.Map or DuckDbTypeKind.Union or DuckDbTypeKind.Array =>
            throw new ArgumentException($"{kind} needs more than its kind", nameof(kind)),
        _ => new DuckDbType(kind),
    };

    /// <summary>Bytes that one value takes in a vector; 0 for kinds that are kept in child vectors.</summary>
    internal int ElementSize => Kind switch
    {
        DuckDbTypeKind.Boolean or DuckDbTypeKind.TinyInt or DuckDbTypeKind.UTinyInt => 1,
        DuckDbTypeKind.SmallInt or DuckDbTypeKind.USmallInt => 2,
        DuckDbTypeKind.Integer or DuckDbTypeKind.UInteger or DuckDbTypeKind.Float or DuckDbTypeKind.Date => 4,
        DuckDbTypeKind.Decimal => Width <= 4 ? 2 : Width <= 9 ? 4 : Width <= 18 ? 8 : 16,
        DuckDbTypeKind.Enum => EnumValues.Count <= byte.MaxValue ? 1 : EnumValues.Count <= ushort.MaxValue ? 2 : 4,
        DuckDbTypeKind.HugeInt or DuckDbTypeKind.UHugeInt or DuckDbTypeKind.Uuid or DuckDbTypeKind.Interval
            or DuckDbTypeKind.Varchar or DuckDbTypeKind.Blob or DuckDbTypeKind.Bit or DuckDbTypeKind.BigNum
            or DuckDbTypeKind.Geometry or DuckDbTypeKind.List => 16,
        DuckDbTypeKind.Struct or DuckDbTypeKind.Array or DuckDbTypeKind.Union or DuckDbTypeKind.Variant => 0,
        DuckDbTypeKind.Map => 16,
        _ => 8,
    };

    internal bool IsBytes =>
        Kind is DuckDbTypeKind.Varchar or DuckDbTypeKind.Blob or DuckDbTypeKind.Bit or DuckDbTypeKind.BigNum
            or DuckDbTypeKind.Geometry;

    /// <summary>The type as SQL: <c>DECIMAL(18,2)</c>, <c>STRUCT("a" INTEGER)</c>, <c>VARCHAR[]</c>.</summary>
    public override string ToString() => Kind switch
    {
        DuckDbTypeKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Width},{Scale})"),
        DuckDbTypeKind.Enum => $"ENUM({string.Join(", ", EnumValues.Select(v => $"'{v.Replace("'", "''")}'"))})",
        DuckDbTypeKind.List => $"{Children[0].Type}[]",
        DuckDbTypeKind.Array => string.Create(CultureInfo.InvariantCulture, $"{Children[0].Type}[{ArraySize}]"),
        DuckDbTypeKind.Map => $"MAP({Children[0].Type}, {Children[1].Type})",
        DuckDbTypeKind.Struct => $"STRUCT({string.Join(", ", Children.Select(c => $"{Sql.Identifier(c.Name)} {c.Type}"))})",
        DuckDbTypeKind.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        DuckDbTypeKind.TimeTz => "TIME WITH TIME ZONE",
        DuckDbTypeKind.TimestampSeconds => "TIMESTAMP_S",
        DuckDbTypeKind.TimestampMilliseconds => "TIMESTAMP_MS",
        DuckDbTypeKind.TimestampNanoseconds => "TIMESTAMP_NS",
        DuckDbTypeKind.TimeNanoseconds => "TIME_NS",
        DuckDbTypeKind.SqlNull => "NULL",
        _ => Kind.ToString().ToUpperInvariant(),
    };

    public bool Equals(DuckDbType? other) => other is not null && other.ToString() == ToString();

    public override bool Equals(object? obj) => Equals(obj as DuckDbType);

    public override int GetHashCode() => ((int)Kind * 1000) + (Width * 40) + Scale;

    public static bool operator ==(DuckDbType? left, DuckDbType? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(DuckDbType? left, DuckDbType? right) => !(left == right);
}
