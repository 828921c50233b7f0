using System.Text;
using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Io;

public sealed class TableWriterTests
{
    [Theory]
    [InlineData("sum(i)", "id", "HUGEINT")]
    [InlineData("hash(max(i))", "id", "UBIGINT")]
    [InlineData("max(i)::integer", "id", "INTEGER")]
    [InlineData("max(i)::varchar", "id", "VARCHAR")]
    public void A_column_of_another_type_is_refused_with_the_cast_to_use(string expression, string column, string found)
    {
        using var lake = new TempLake();
        var table = lake.Create("t", TableDefinition.Of(("id", PrimitiveType.Long, false)));

        var error = Assert.Throws<LakeException>(() => lake.Append(table, $"select {expression} as id from range(3) r(i)"));

        Assert.Equal(LakeErrorKind.BadData, error.Kind);
        Assert.Contains($"'{column}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.Contains("as BIGINT", error.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select 1::bigint as id, 2 as more", "'more'")]
    [InlineData("select 1::bigint as other", "'other'")]
    [InlineData("select 'x' as name", "'id'")]
    public void Missing_and_unknown_columns_are_named(string query, string name)
    {
        using var lake = new TempLake();
        var table = lake.Create("t", TableDefinition.Of(("id", PrimitiveType.Long, false), ("name", PrimitiveType.Text, false)));

        Assert.Contains(name, Assert.Throws<LakeException>(() => lake.Append(table, query)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nulls_in_required_columns_are_refused_and_leave_no_file()
    {
        using var lake = new TempLake();
        var inner = new StructType([new NestedField(0, "a", true, PrimitiveType.Int)]);
        var table = lake.Create("t", TableDefinition.Of(
            ("id", PrimitiveType.Long, true), ("s", inner, false), ("l", new ListType(0, PrimitiveType.Int, ElementRequired: true), false), ("m", new MapType(0, PrimitiveType.Text, 0, PrimitiveType.Int, ValueRequired: true), true)));

        foreach (var (query, column) in new[]
        {
            ("select null::bigint as id, {'a': 1} as s, [1] as l, map {'k': 1} as m", "'id'"),
            ("select 1::bigint as id, {'a': null::integer} as s, [1] as l, map {'k': 1} as m", "'s'"),
            ("select 1::bigint as id, {'a': 1} as s, [1, null] as l, map {'k': 1} as m", "'l'"),
            ("select 1::bigint as id, {'a': 1} as s, [1] as l, map {'k': null::integer} as m", "'m'"),
            ("select 1::bigint as id, {'a': 1} as s, [1] as l, null::map(varchar, integer) as m", "'m'"),
        })
        {
            var error = Assert.Throws<LakeException>(() => lake.Append(table, query));
            Assert.Equal(LakeErrorKind.BadData, error.Kind);
            Assert.Contains(column, error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(lake.Root, "silver", "t", "data")));
        table = lake.Append(table, "select 1::bigint as id, null::struct(a integer) as s, null::integer[] as l, map {}::map(varchar, integer) as m");
        Assert.Equal(1, lake.Long($"select count(*) from {table.ToSql()}"));
    }

    [Fact]
    public void Endless_times_are_refused()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", TableDefinition.Of(("at", PrimitiveType.Timestamp, false), ("d", PrimitiveType.Date, false)));

        Assert.Contains("infinity", Assert.Throws<LakeException>(() => lake.Append(table, "select unnest(['infinity'::timestamp, '2026-01-01']) as at, null::date as d")).Message, StringComparison.Ordinal);
        Assert.Contains("infinity", Assert.Throws<LakeException>(() => lake.Append(table, "select null::timestamp as at, '-infinity'::date as d")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_that_other_readers_get_wrong_cannot_be_made()
    {
        using var lake = new TempLake();

        Assert.Equal(LakeErrorKind.Unsupported, Assert.Throws<LakeException>(() => lake.Create("t", TableDefinition.Of(("d", PrimitiveType.Decimal(20, 2), false)))).Kind);
        Assert.Equal(LakeErrorKind.Unsupported, Assert.Throws<LakeException>(() => lake.Create("t", TableDefinition.Of(("f", PrimitiveType.Fixed(4), false)))).Kind);
        Assert.Equal(LakeErrorKind.BadData, Assert.Throws<LakeException>(() => TableDefinition.FromColumns([new DuckDbColumn("h", DuckDbType.Of(DuckDbTypeKind.HugeInt))])).Kind);
    }

    [Fact]
    public void A_query_without_rows_gives_no_file_and_no_snapshot()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", TableDefinition.Of(("id", PrimitiveType.Long, false)));
        var tx = table.Begin(lake.Stamp());

        Assert.Empty(tx.NewWriter().Write(lake.Sql, "select 1::bigint as id where false"));
        Assert.False(tx.Commit().Changed);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(lake.Root, "silver", "t", "data")));
    }

    [Fact, Long]
    public void Bytes_do_not_depend_on_the_number_of_threads()
    {
        string? digest = null;
        foreach (var threads in new[] { 1, 4 })
        {
            using var lake = new TempLake(threads: threads);
            var definition = TableDefinition.Of(("id", PrimitiveType.Long, true), ("day", PrimitiveType.Date, false), ("text", PrimitiveType.Text, false));
            var table = lake.Create("t", definition with { Spec = PartitionSpec.Build(definition.Schema, ("day", Transform.Month), ("id", Transform.Bucket(3))) });
            table = lake.Append(table, "select i as id, date '2026-01-01' + (i % 400)::integer as day, 'text ' || hash(i) as text from range(60000) r(i)");
            var tx = table.Begin(lake.Stamp());
            tx.ReplaceByKey(lake.Sql, "select i * 7 as id, date '2026-03-01' as day, 'new' as text from range(5000) r(i)", ["id"], "select i * 7 as id from range(5500) r(i)");
            tx.Commit();

            digest ??= LakeDigest.Of(lake.Catalog);
            Assert.Equal(digest, LakeDigest.Of(lake.Catalog));
        }
    }

    [Fact, Long]
    public void A_file_far_over_the_target_is_parted_and_keeps_its_order()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", TableDefinition.Of(("id", PrimitiveType.Long, false), ("text", PrimitiveType.Text, false)));
        var tx = table.Begin(lake.Stamp());

        var files = tx.NewWriter().Write(
            lake.Sql, "select i as id, sha256(i::varchar) as text from range(200000) r(i)", new WriteOptions { OrderBy = "id desc", TargetFileBytes = 1_000_000 });
        table = tx.Append(files).Commit().Table;

        Assert.InRange(files.Count, 5, 20);
        Assert.Equal(200_000, files.Sum(f => f.RecordCount));
        var bounds = files.Select(f => (long)SingleValue.FromBytes(PrimitiveType.Long, f.UpperBounds[1])).ToArray();
        Assert.Equal(bounds.OrderDescending(), bounds);
        Assert.Equal(200_000, lake.Long($"select count(distinct id) from {table.ToSql()}"));
    }

    [Fact]
    public void A_sort_order_is_kept_and_recorded()
    {
        using var lake = new TempLake();
        var definition = TableDefinition.Of(("id", PrimitiveType.Long, false));
        var table = lake.Create("t", definition with { SortOrder = SortOrder.By(definition.Schema, "id") });

        var file = table.NewWriter(lake.Stamp()).Write(lake.Sql, "select unnest([3, 1, null, 2])::bigint as id")[0];

        Assert.Equal(1, file.SortOrderId);
        Assert.Equal([null, 1, 2, 3], lake.Sql.List<long?>($"select id from read_parquet('{Locations.ToPath(file.FilePath)}')"));
        Assert.Equal(0, table.NewWriter(lake.Stamp()).Write(lake.Sql, "select 1::bigint as id", new WriteOptions { OrderBy = "id desc" })[0].SortOrderId);
    }

    [Fact]
    public void Columns_may_have_any_name()
    {
        using var lake = new TempLake();
        string[] names = ["select", "a.b", "we\"ird", "o'clock", "größe", "a b", "filename", "file_row_number", "FILE_INDEX", "source", "data", "p"];
        var table = lake.Create("t", TableDefinition.Of(names.Select(n => (n, (IcebergType)PrimitiveType.Int, true)).ToArray()));

        table = lake.Append(table, "select " + string.Join(", ", names.Select((n, i) => $"{i} as {Sql.Identifier(n)}")));
        var tx = table.Begin(lake.Stamp());
        tx.ReplaceByKey(lake.Sql, "select " + string.Join(", ", names.Select((n, i) => $"{i + i} as {Sql.Identifier(n)}")), ["select", "a.b"], "select 0 as \"select\", unnest([1, 2]) as \"a.b\"");
        table = tx.Commit().Table;

        Assert.Equal([string.Join(", ", names.Select((_, i) => 2 * i))], lake.Sql.List<string>($"select concat_ws(', ', columns(*)) from {table.ToSql()}".Replace("columns(*)", "*columns(*)", StringComparison.Ordinal)));
        Assert.Equal(names.Length, table.Scan().Files[0].LowerBounds.Count);
    }

    [Fact]
    public void The_schema_stands_in_the_file_for_readers_that_look_there()
    {
        using var lake = new TempLake();
        var table = lake.Create("t", TableDefinition.Of(("id", PrimitiveType.Long, false)));

        var file = table.NewWriter(lake.Stamp()).Write(lake.Sql, "select 1::bigint as id")[0];

        var value = lake.Sql.Scalar<byte[]>($"select value from parquet_kv_metadata('{Locations.ToPath(file.FilePath)}') where decode(key) = 'iceberg.schema'");
        Assert.Equal(TypeJson.SchemaText(table.Schema), Encoding.UTF8.GetString(value));
        Assert.Equal(4, file.SplitOffsets[0]);
    }
}
