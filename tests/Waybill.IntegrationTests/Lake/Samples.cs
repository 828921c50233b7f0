using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Lake.Spec;

namespace Waybill.IntegrationTests.Lake;

/// <summary>Small tables that between them have what a writer of Iceberg can get wrong.</summary>
internal static class Samples
{
    private static readonly TableDefinition Definition = TableDefinition.Of(
        ("id", PrimitiveType.Long, true),
        ("region", PrimitiveType.Text, false),
        ("at", PrimitiveType.TimestampTz, false),
        ("local_at", PrimitiveType.Timestamp, false),
        ("day", PrimitiveType.Date, false),
        ("quantity", PrimitiveType.Int, false),
        ("price", PrimitiveType.Decimal(9, 2), false),
        ("total", PrimitiveType.Decimal(18, 3), false),
        ("weight", PrimitiveType.Double, false),
        ("share", PrimitiveType.Float, false),
        ("gift", PrimitiveType.Boolean, false),
        ("hour", PrimitiveType.Time, false),
        ("parcel", PrimitiveType.Uuid, false),
        ("seal", PrimitiveType.Binary, false),
        ("empty", PrimitiveType.Text, false));

    /// <summary>One file; nulls in every column but the id; times before 1970 too; a column of nulls only.</summary>
    public static LakeTable WithEveryType(TemporaryLake lake, int rows) =>
        lake.Append(lake.Create("every_type", Definition), Query(0, rows));

    /// <summary>By day, bucket and region, in two commits; region and time may be null, region needs escaping in paths.</summary>
    public static LakeTable Partitioned(TemporaryLake lake, int rows)
    {
        var spec = PartitionSpec.Build(
            Definition.Schema, ("at", Transform.Day), ("id", Transform.Bucket(4)), ("region", Transform.Parse("identity")));
        var table = lake.Create("partitioned", Definition with { Spec = spec });
        table = lake.Append(table, Query(0, rows / 2));
        return lake.Append(table, Query(rows / 2, rows));
    }

    /// <summary>
    /// 100 rows as they were, 100 rows after columns were renamed, added, widened and dropped; old names are used again for others.
    /// </summary>
    public static LakeTable Evolved(TemporaryLake lake)
    {
        var table = lake.Append(lake.Create("evolved", Definition), Query(0, 100));
        var tx = table.Begin(lake.Stamp());
        tx.EvolveSchema(s => s
            .Rename("region", "area")
            .Rename("empty", "region")
            .Widen("quantity", PrimitiveType.Long)
            .Widen("price", PrimitiveType.Decimal(16, 2))
            .Widen("share", PrimitiveType.Double)
            .Drop("gift")
            .Add("coupon", PrimitiveType.Text)
            .Add("gift", PrimitiveType.Int));
        var query = $"""
            select
                * replace (quantity::bigint as quantity, (price + 1e9)::decimal(16, 2) as price, share::double as share, 7 as gift)
                rename (region as area, empty as region),
                'C' || id as coupon
            from ({Query(100, 200)})
            """;
        return tx.Append(tx.NewWriter().Write(lake.Sql, query)).Commit().Table;
    }

    /// <summary>Every tenth row again with another value, the old rows taken out by position deletes.</summary>
    public static LakeTable MergedOnRead(TemporaryLake lake, LakeTable table, out MergeResult result, string change = "quantity = -1")
    {
        var (column, value) = change.Split(" = ") is [var c, var v] ? (c, v) : throw new ArgumentException(change, nameof(change));
        var type = (PrimitiveType)table.Schema.Column(column)!.Type; // a column of Definition
        var staged = $"select * replace ({value}::{type} as {column}) from {table.ToSql()} t where id % 10 = 3";
        var tx = table.Begin(lake.Stamp());
        result = tx.ReplaceByKey(lake.Sql, staged, ["id"], $"select id from ({staged})", new MergeOptions { Mode = MergeMode.MergeOnRead });
        return tx.Commit().Table;
    }

    private static string Query(int first, int end) => $"""
        select
            i::bigint as id,
            case when i % 7 = 0 then null else ['north', 'süd', 'a b/c=d%', ''][(i % 4) + 1] end as region,
            case when i % 11 = 0 then null
                else timestamptz '2026-01-01 00:00:00+00' + to_minutes(i * 37) + to_microseconds(i) end as at,
            case when i % 5 = 0 then null
                else timestamp '1969-12-31 12:00:00' + to_minutes(i * 29) + to_microseconds(i * 1001) end as local_at,
            case when i % 13 = 0 then null else date '1969-12-20' + i::integer end as day,
            case when i % 3 = 0 then null else (i - 50)::integer end as quantity,
            case when i % 6 = 0 then null else ((i - 100) * 1.01)::decimal(9, 2) end as price,
            case when i % 8 = 0 then null else ((i - 30) * 123456.789)::decimal(18, 3) end as total,
            case when i % 9 = 0 then null else i + 0.25 end::double as weight,
            case when i % 4 = 0 then null else i + 0.5 end::float as share,
            case when i % 10 = 0 then null else i % 2 = 0 end as gift,
            case when i % 12 = 0 then null else time '23:59:59.999999' - to_seconds(i) end as hour,
            case when i % 14 = 0 then null else md5(i::varchar)::uuid end as parcel,
            case when i % 15 = 0 then null else ('seal ' || i)::blob end as seal,
            null::varchar as empty
        from range({first}, {end}) r(i)
        order by i
        """;
}
