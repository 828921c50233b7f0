using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Commits;

public sealed class EvolutionTests
{
    [Fact]
    public void Columns_are_renamed_added_widened_and_dropped_without_rewriting()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", TableDefinition.Of(
            ("id", PrimitiveType.Int, true), ("name", PrimitiveType.Text, false), ("ratio", PrimitiveType.Float, false), ("price", PrimitiveType.Decimal(9, 2), false), ("old", PrimitiveType.Text, false)));
        table = lake.Append(table, "select 1::integer as id, 'a' as name, 0.5::float as ratio, 1.25::decimal(9,2) as price, 'gone' as old");
        var before = table.CurrentSnapshotId;
        var tx = table.Begin(lake.Stamp()).EvolveSchema(s => s
            .Rename("name", "title").Widen("id", PrimitiveType.Long).Widen("ratio", PrimitiveType.Double).Widen("price", PrimitiveType.Decimal(18, 2))
            .Drop("old").Add("old", PrimitiveType.Int, "another column of that name").MakeOptional("id"));
        var files = tx.NewWriter().Write(lake.Sql, "select 5000000000::bigint as id, 'b' as title, 0.25::double as ratio, 9999999999.99::decimal(18,2) as price, 7 as old");
        table = tx.Append(files).Commit().Table;

        Assert.Equal(["(1, a, 0.5, 1.25, NULL)", "(5000000000, b, 0.25, 9999999999.99, 7)"], Tuples(lake, table.ToSql(), "id, title, ratio, price, old"));
        Assert.Equal(["(1, a, 0.5, 1.25, gone)"], Tuples(lake, table.Scan(new ScanOptions { SnapshotId = before }).ToSql(), "id, name, ratio, price, old"));
        Assert.Equal(6, table.Schema.Column("old")?.Id);
        Assert.Equal(6, table.Metadata.LastColumnId);
        Assert.Equal(["BIGINT"], lake.Sql.List<string>($"select distinct typeof(id) from {table.ToSql()}"));
        Assert.Single(table.Scan(new ScanOptions { Filters = [ColumnFilter.Equal("id", 1)] }).Files);
        Assert.Single(table.Scan(new ScanOptions { Filters = [ColumnFilter.LessOrEqual("ratio", 0.25)] }).Files);
    }

    [Fact]
    public void A_merge_goes_over_files_of_all_schemas()
    {
        using var lake = new TempLake();
        var table = lake.Append(lake.Create("t", TableDefinition.Of(("id", PrimitiveType.Int, false), ("a", PrimitiveType.Text, false))), "select i::integer as id, 'a' as a from range(4) r(i)");
        table = table.Begin(lake.Stamp()).EvolveSchema(s => s.Rename("a", "x").Widen("id", PrimitiveType.Long).Add("b", PrimitiveType.Int)).Commit().Table;
        var tx = table.Begin(lake.Stamp());

        var result = tx.ReplaceByKey(
            lake.Sql, "select * from (values (1::bigint, 'a', null::integer), (2, 'a', 5)) v(id, x, b)", ["id"], "select unnest([1, 2, 3])::bigint as id", new MergeOptions { Mode = MergeMode.MergeOnRead });

        Assert.Equal((1, 2, 1), (result.Inserted, result.Deleted, result.Unchanged));
        Assert.Equal(["(0, a, NULL)", "(1, a, NULL)", "(2, a, 5)"], Tuples(lake, tx.Commit().Table.ToSql(), "id, x, b"));
    }

    [Fact]
    public void Nested_fields_can_be_added_and_widened_but_not_renamed()
    {
        using var lake = new TempLake();
        var place = new StructType([new NestedField(0, "city", false, PrimitiveType.Text), new NestedField(0, "zip", false, PrimitiveType.Int)]);
        var table = lake.Append(lake.Create("t", TableDefinition.Of(("id", PrimitiveType.Int, false), ("place", place, false))), "select 1 as id, {'city': 'x', 'zip': 5} as place");
        table = table.Begin(lake.Stamp()).EvolveSchema(s => s.Add("land", PrimitiveType.Text, parent: "place").Widen("place.zip", PrimitiveType.Long)).Commit().Table;
        table = lake.Append(table, "select 2 as id, {'city': 'y', 'zip': 6::bigint, 'land': 'z'} as place");

        Assert.Equal(["(1, {'city': x, 'zip': 5, 'land': NULL})", "(2, {'city': y, 'zip': 6, 'land': z})"], Tuples(lake, table.ToSql(), "id, place"));
        Assert.Equal(LakeErrorKind.Unsupported, Assert.Throws<LakeException>(() => table.Begin(lake.Stamp()).EvolveSchema(s => s.Rename("place.city", "town"))).Kind);
    }

    [Fact]
    public void A_nested_field_that_another_writer_renamed_is_refused_instead_of_read_as_null()
    {
        using var lake = new TempLake();
        lake.ExpectDamage();
        var table = lake.Append(lake.Create("t", TableDefinition.Of(("p", new StructType([new NestedField(0, "a", false, PrimitiveType.Int)]), false))), "select {'a': 1} as p");
        var renamed = new Schema(1, [new NestedField(1, "p", false, new StructType([new NestedField(2, "b", false, PrimitiveType.Int)]))]);
        lake.Catalog.Commit(table.State, table.Metadata with { Schemas = [.. table.Metadata.Schemas, renamed], CurrentSchemaId = 1 });

        Assert.Equal(LakeErrorKind.Unsupported, Assert.Throws<LakeException>(() => lake.Catalog.Load(table.Id).Scan()).Kind);
    }

    [Theory]
    [InlineData("part", "partitions")]
    [InlineData("sort", "sorts")]
    [InlineData("key", "identifies")]
    [InlineData("none", "no column")]
    public void Columns_that_are_needed_cannot_be_dropped(string column, string reason)
    {
        using var lake = new TempLake();
        var schema = Schema.WithFreshIds(
            [new NestedField(0, "part", true, PrimitiveType.Int), new NestedField(0, "sort", true, PrimitiveType.Int), new NestedField(0, "key", true, PrimitiveType.Int)], ["key"]);
        var table = lake.Create("t", new TableDefinition(schema) { Spec = PartitionSpec.Build(schema, ("part", Transform.Identity)), SortOrder = SortOrder.By(schema, "sort") });

        Assert.Contains(reason, Assert.Throws<LakeException>(() => table.Begin(lake.Stamp()).EvolveSchema(s => s.Drop(column))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Impossible_changes_are_refused()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", TableDefinition.Of(("a", PrimitiveType.Long, false), ("b", PrimitiveType.Decimal(9, 2), false)));

        foreach (Action<SchemaEvolution> change in new Action<SchemaEvolution>[]
        {
            s => s.Add("A", PrimitiveType.Int),
            s => s.Rename("a", "B"),
            s => s.Rename("c", "d"),
            s => s.Widen("a", PrimitiveType.Int),
            s => s.Widen("b", PrimitiveType.Decimal(12, 3)),
            s => s.Widen("b", PrimitiveType.Decimal(20, 2)),
            s => s.Add("rowid", PrimitiveType.Int),
            s => s.Drop("a").Drop("b"),
        })
        {
            Assert.Throws<LakeException>(() => table.Begin(lake.Stamp()).EvolveSchema(change));
        }
    }

    [Fact]
    public void Going_back_to_an_old_schema_uses_it_again()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", TableDefinition.Of(("a", PrimitiveType.Long, false)));
        table = table.Begin(lake.Stamp()).EvolveSchema(s => s.Add("b", PrimitiveType.Int)).Commit().Table;
        table = table.Begin(lake.Stamp()).EvolveSchema(s => s.Drop("b")).Commit().Table;

        Assert.Equal(0, table.Metadata.CurrentSchemaId);
        Assert.Equal(2, table.Metadata.LastColumnId);
        Assert.Equal(2, table.Metadata.Schemas.Count);
    }

    private static string[] Tuples(TempLake lake, string relation, string columns) =>
        lake.Sql.List<string>($"select row({columns})::varchar from {relation} order by 1").ToArray();
}
