using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Lake.Lint;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.IntegrationTests.Lake;

/// <summary>A lake with a table that went through everything: partitions, evolution, merges, position deletes, nulls, decimals, times.</summary>
internal sealed class SampleLake : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    private int _stamps;

    public SampleLake()
    {
        Root = Directory.CreateTempSubdirectory("waybill-readers-").FullName;
        Catalog = new DirectoryCatalog(Root);
        Sql = _database.Connect();
        Table = Make();
    }

    public string Root { get; }

    public DirectoryCatalog Catalog { get; }

    public DuckDbConnection Sql { get; }

    public LakeTable Table { get; }

    public CommitStamp Stamp() => new(1_767_225_600_000 + (++_stamps * 1000L), $"seed-{_stamps}");

    public LakeTable Append(LakeTable table, string query)
    {
        var tx = table.Begin(Stamp());
        return tx.Append(tx.NewWriter().Write(Sql, query)).Commit().Table;
    }

    public void Dispose()
    {
        var violations = Catalog.List().SelectMany(id => TableLint.Check(Catalog.Load(id), Sql)).ToArray();
        Sql.Dispose();
        _database.Dispose();
        Directory.Delete(Root, recursive: true);
        Assert.Empty(violations);
    }

    private LakeTable Make()
    {
        var definition = TableDefinition.Of(
            ("id", PrimitiveType.Int, true),
            ("name", PrimitiveType.Text, false),
            ("price", PrimitiveType.Decimal(9, 2), false),
            ("ordered_at", PrimitiveType.TimestampTz, false),
            ("local_at", PrimitiveType.Timestamp, false),
            ("day", PrimitiveType.Date, false),
            ("ratio", PrimitiveType.Float, false),
            ("flag", PrimitiveType.Boolean, false),
            ("key", PrimitiveType.Uuid, false),
            ("obsolete", PrimitiveType.Text, false));
        var table = Catalog.Create(
            new TableId("silver", "orders"), definition with { Spec = PartitionSpec.Build(definition.Schema, ("ordered_at", Transform.Day), ("id", Transform.Bucket(2))) }, Stamp());
        table = Append(table, """
            select i::integer as id, case when i % 4 = 0 then null else 'name ' || i || ' ü' end as name, (i * 1.25 - 3)::decimal(9,2) as price,
                timestamptz '2026-01-01 22:00:00+00' + interval (i) hour as ordered_at, timestamp '1969-12-31 23:59:59.123' as local_at,
                case when i = 3 then null else date '1969-12-30' + i::integer end as day, (i / 8)::float as ratio, i % 2 = 0 as flag,
                '00010203-0405-0607-0809-0a0b0c0d0e0f'::uuid as key, 'x' as obsolete
            from range(8) r(i)
            """);
        var tx = table.Begin(Stamp());
        tx.ReplaceByKey(
            Sql, $"select id, 'changed' as name, price, ordered_at, local_at, day, ratio, flag, key, obsolete from {table.ToSql()} where id = 2", ["id"],
            "select unnest([2, 5])::integer as id", new MergeOptions { Mode = MergeMode.MergeOnRead });
        table = tx.Commit().Table;
        table = table.Begin(Stamp()).EvolveSchema(s => s
            .Rename("name", "title").Widen("id", PrimitiveType.Long).Widen("price", PrimitiveType.Decimal(18, 2)).Widen("ratio", PrimitiveType.Double)
            .Drop("obsolete").Add("note", PrimitiveType.Text)).Commit().Table;
        return Append(table, """
            select 5000000000::bigint as id, 'big' as title, 1234567890123.45::decimal(18,2) as price, null::timestamptz as ordered_at, null::timestamp as local_at,
                date '2026-02-03' as day, 0.1::double as ratio, null::boolean as flag, null::uuid as key, 'added' as note
            """);
    }
}
