using System.Globalization;
using Waybill.DuckDb;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Io;

/// <summary>Iceberg types as DuckDB types.</summary>
internal static class SqlTypes
{
    /// <summary>The type as SQL: DECIMAL(18,2), STRUCT("a" INTEGER), VARCHAR[]…</summary>
    public static string Of(IcebergType type) => type switch
    {
        PrimitiveType p => OfPrimitive(p),
        ListType l => Of(l.Element) + "[]",
        MapType m => $"MAP({Of(m.Key)}, {Of(m.Value)})",
        StructType s => $"STRUCT({string.Join(", ", s.Fields.Select(f => $"{Sql.Identifier(f.Name)} {Of(f.Type)}"))})",
        _ => throw new InvalidOperationException($"Unknown type {type}"),
    };

    public static DuckDbTypeKind KindOf(PrimitiveType type) => type.Kind switch
    {
        PrimitiveKind.Boolean => DuckDbTypeKind.Boolean,
        PrimitiveKind.Int => DuckDbTypeKind.Integer,
        PrimitiveKind.Long => DuckDbTypeKind.BigInt,
        PrimitiveKind.Float => DuckDbTypeKind.Float,
        PrimitiveKind.Double => DuckDbTypeKind.Double,
        PrimitiveKind.Decimal => DuckDbTypeKind.Decimal,
        PrimitiveKind.Date => DuckDbTypeKind.Date,
        PrimitiveKind.Time => DuckDbTypeKind.Time,
        PrimitiveKind.Timestamp => DuckDbTypeKind.Timestamp,
        PrimitiveKind.TimestampTz => DuckDbTypeKind.TimestampTz,
        PrimitiveKind.Text => DuckDbTypeKind.Varchar,
        PrimitiveKind.Uuid => DuckDbTypeKind.Uuid,
        _ => DuckDbTypeKind.Blob,
    };

    /// <summary>The Iceberg type of a DuckDB type on the allow-list (field ids inside are 0), or null.</summary>
    public static IcebergType? FromDuckDb(DuckDbType type)
    {
        switch (type.Kind)
        {
            case DuckDbTypeKind.Boolean: return PrimitiveType.Boolean;
            case DuckDbTypeKind.Integer: return PrimitiveType.Int;
            case DuckDbTypeKind.BigInt: return PrimitiveType.Long;
            case DuckDbTypeKind.Float: return PrimitiveType.Float;
            case DuckDbTypeKind.Double: return PrimitiveType.Double;
            case DuckDbTypeKind.Decimal when type.Width <= 18: return PrimitiveType.Decimal(type.Width, type.Scale);
            case DuckDbTypeKind.Date: return PrimitiveType.Date;
            case DuckDbTypeKind.Time: return PrimitiveType.Time;
            case DuckDbTypeKind.Timestamp: return PrimitiveType.Timestamp;
            case DuckDbTypeKind.TimestampTz: return PrimitiveType.TimestampTz;
            case DuckDbTypeKind.Varchar: return PrimitiveType.Text;
            case DuckDbTypeKind.Uuid: return PrimitiveType.Uuid;
            case DuckDbTypeKind.Blob: return PrimitiveType.Binary;
            case DuckDbTypeKind.List when FromDuckDb(type.Children[0].Type) is { } element:
                return new ListType(0, element, ElementRequired: false);
            case DuckDbTypeKind.Map when FromDuckDb(type.Children[0].Type) is { } key && FromDuckDb(type.Children[1].Type) is { } value:
                return new MapType(0, key, 0, value, ValueRequired: false);
            case DuckDbTypeKind.Struct:
                var fields = type.Children.Select(c => FromDuckDb(c.Type) is { } t ? new NestedField(0, c.Name, false, t) : null).ToArray();
                return fields.Contains(null) ? null : new StructType(fields!);
            default: return null;
        }
    }

    private static string OfPrimitive(PrimitiveType type) => type.Kind switch
    {
        PrimitiveKind.Boolean => "BOOLEAN",
        PrimitiveKind.Int => "INTEGER",
        PrimitiveKind.Long => "BIGINT",
        PrimitiveKind.Float => "FLOAT",
        PrimitiveKind.Double => "DOUBLE",
        PrimitiveKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({type.Precision},{type.Scale})"),
        PrimitiveKind.Date => "DATE",
        PrimitiveKind.Time => "TIME",
        PrimitiveKind.Timestamp => "TIMESTAMP",
        PrimitiveKind.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        PrimitiveKind.Text => "VARCHAR",
        PrimitiveKind.Uuid => "UUID",
        _ => "BLOB",
    };
}
