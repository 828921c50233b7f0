using System.Globalization;
using Waybill.DuckDb;

namespace Waybill.Connectors.Postgres.Loading;

/// <summary>A column as both sides know it.</summary>
/// <param name="Id">The lake's field id; null for a column of a query.</param>
/// <param name="Name">Its name on both sides.</param>
/// <param name="SqlType">PostgreSQL's type, as format_type writes it.</param>
/// <param name="Kind">How its values travel.</param>
/// <param name="Scale">Digits behind the point of a numeric.</param>
/// <param name="Select">The expression that reads it from the lake in a type that <paramref name="Kind"/> can take.</param>
internal sealed record LoadColumn(int? Id, string Name, string SqlType, CellKind Kind, int Scale, string Select)
{
    public string Quoted => Sql.Identifier(Name);

    /// <summary>The column of PostgreSQL for a column of DuckDB. Times of the lake are UTC, with or without saying so.</summary>
    public static LoadColumn Of(DuckDbColumn column, int? id)
    {
        var (sqlType, kind, cast) = Map(column.Type);
        var name = Sql.Identifier(column.Name);
        var select = cast switch
        {
            "" => name,
            "json" => $"cast(to_json({name}) as varchar) as {name}",
            _ => $"cast({name} as {cast}) as {name}",
        };
        return new LoadColumn(id, column.Name, sqlType, kind, column.Type.Scale, select);
    }

    private static (string SqlType, CellKind Kind, string Cast) Map(DuckDbType type) => type.Kind switch
    {
        DuckDbTypeKind.Boolean => ("boolean", CellKind.Bool, ""),
        DuckDbTypeKind.Integer => ("integer", CellKind.Int32, ""),
        DuckDbTypeKind.TinyInt or DuckDbTypeKind.SmallInt or DuckDbTypeKind.UTinyInt or DuckDbTypeKind.USmallInt
            => ("integer", CellKind.Int32, "integer"),
        DuckDbTypeKind.BigInt => ("bigint", CellKind.Int64, ""),
        DuckDbTypeKind.UInteger => ("bigint", CellKind.Int64, "bigint"),
        DuckDbTypeKind.HugeInt => ("numeric(39,0)", CellKind.HugeInt, ""),
        DuckDbTypeKind.UBigInt => ("numeric(39,0)", CellKind.HugeInt, "hugeint"),
        DuckDbTypeKind.Float => ("real", CellKind.Float, "double"),
        DuckDbTypeKind.Double => ("double precision", CellKind.Double, ""),
        DuckDbTypeKind.Decimal => (string.Create(CultureInfo.InvariantCulture, $"numeric({type.Width},{type.Scale})"), CellKind.Numeric, ""),
        DuckDbTypeKind.Date => ("date", CellKind.Date, ""),
        DuckDbTypeKind.Time => ("time without time zone", CellKind.Time, ""),
        DuckDbTypeKind.Timestamp or DuckDbTypeKind.TimestampTz => ("timestamp with time zone", CellKind.Timestamp, ""),
        DuckDbTypeKind.TimestampSeconds or DuckDbTypeKind.TimestampMilliseconds or DuckDbTypeKind.TimestampNanoseconds
            => ("timestamp with time zone", CellKind.Timestamp, "timestamp"),
        DuckDbTypeKind.Blob => ("bytea", CellKind.Bytes, ""),
        DuckDbTypeKind.Uuid => ("uuid", CellKind.Uuid, ""),
        DuckDbTypeKind.List or DuckDbTypeKind.Struct or DuckDbTypeKind.Map or DuckDbTypeKind.Array => ("jsonb", CellKind.Json, "json"),
        DuckDbTypeKind.Varchar => ("text", CellKind.Text, ""),
        _ => ("text", CellKind.Text, "varchar"),
    };
}
