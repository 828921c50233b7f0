using System.Text;
using Npgsql;
using NpgsqlTypes;
using Waybill.Events.Shop;
using Waybill.Events.Values;

namespace Waybill.Connectors.Postgres.Writing.Live;

/// <summary>Values of the shop's columns as parameters.</summary>
internal static class ColumnValues
{
    /// <summary>A value that is not null.</summary>
    public static object Read(in ShopChange change, int column)
    {
        var definition = change.Table.Columns[column];
        return definition.Kind switch
        {
            ShopColumnKind.Text => Encoding.UTF8.GetString(change.Utf8(column)),
            ShopColumnKind.Money => Fixed(change.Number(column), scale: 2),
            ShopColumnKind.Fixed4 => Fixed(change.Number(column), scale: 4),
            ShopColumnKind.Time => new Instant(change.Number(column)).ToDateTime(),
            ShopColumnKind.Flag => change.Number(column) != 0,
            _ => definition.SqlType switch
            {
                "integer" => (object)checked((int)change.Number(column)),
                "smallint" => checked((short)change.Number(column)),
                _ => change.Number(column),
            },
        };
    }

    /// <summary>One value.</summary>
    public static NpgsqlParameter One(ShopColumn column, object? value) => new() { NpgsqlDbType = TypeOf(column), Value = value ?? DBNull.Value };

    /// <summary>A column of several rows.</summary>
    public static NpgsqlParameter Many(ShopColumn column, IReadOnlyList<object?> values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | TypeOf(column), Value = ArrayOf(column, values) };

    /// <summary>The type of <see cref="Many"/> in SQL.</summary>
    public static string ArrayType(ShopColumn column) => (column.SqlType.StartsWith("numeric", StringComparison.Ordinal) ? "numeric" : column.SqlType) + "[]";

    private static decimal Fixed(long value, byte scale) => new((int)Math.Abs(value), (int)(Math.Abs(value) >> 32), 0, value < 0, scale);

    private static NpgsqlDbType TypeOf(ShopColumn column) => column.Kind switch
    {
        ShopColumnKind.Text => NpgsqlDbType.Text,
        ShopColumnKind.Money or ShopColumnKind.Fixed4 => NpgsqlDbType.Numeric,
        ShopColumnKind.Time => NpgsqlDbType.TimestampTz,
        ShopColumnKind.Flag => NpgsqlDbType.Boolean,
        _ => column.SqlType switch
        {
            "integer" => NpgsqlDbType.Integer,
            "smallint" => NpgsqlDbType.Smallint,
            _ => NpgsqlDbType.Bigint,
        },
    };

    private static Array ArrayOf(ShopColumn column, IReadOnlyList<object?> values) => column.Kind switch
    {
        ShopColumnKind.Text => Cast<string?>(values),
        ShopColumnKind.Money or ShopColumnKind.Fixed4 => Cast<decimal?>(values),
        ShopColumnKind.Time => Cast<DateTime?>(values),
        ShopColumnKind.Flag => Cast<bool?>(values),
        _ => column.SqlType switch
        {
            "integer" => Cast<int?>(values),
            "smallint" => Cast<short?>(values),
            _ => Cast<long?>(values),
        },
    };

    private static T[] Cast<T>(IReadOnlyList<object?> values)
    {
        var array = new T[values.Count];
        for (var i = 0; i < array.Length; i++)
        {
            array[i] = (T)values[i]!; // null is a value of every T used here
        }

        return array;
    }
}
