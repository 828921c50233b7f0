using System.Globalization;
using System.Text.Json;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.IntegrationTests.Lake;

/// <summary>icebird, an Iceberg reader in JavaScript, sees the rows that we see.</summary>
public sealed class IcebirdTests
{
    [Fact]
    public async Task A_partitioned_evolved_and_merged_table_is_read_row_by_row()
    {
        using var lake = new SampleLake();

        var rows = await ReadAsync(lake, lake.Table);

        var found = rows.EnumerateArray().ToDictionary(r => long.Parse(r.GetProperty("id").ToString(), CultureInfo.InvariantCulture));
        Assert.Equal([0, 1, 2, 3, 4, 6, 7, 5_000_000_000], found.Keys.Order());
        Assert.Equal(JsonValueKind.Null, found[0].GetProperty("title").ValueKind);
        Assert.Equal("name 1 ü", found[1].GetProperty("title").GetString());
        Assert.Equal("changed", found[2].GetProperty("title").GetString());
        Assert.Equal(-3, found[0].GetProperty("price").GetDouble());
        Assert.Equal(-1.75, found[1].GetProperty("price").GetDouble());
        Assert.Equal(1234567890123.45, found[5_000_000_000].GetProperty("price").GetDouble());
        Assert.Equal("2026-01-01T23:00:00.000Z", found[1].GetProperty("ordered_at").GetString());
        Assert.Equal(JsonValueKind.Null, found[5_000_000_000].GetProperty("ordered_at").ValueKind);
        Assert.Equal("1969-12-31T23:59:59.123Z", found[1].GetProperty("local_at").GetString());
        Assert.StartsWith("1969-12-31", found[1].GetProperty("day").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, found[3].GetProperty("day").ValueKind);
        Assert.Equal(0.125, found[1].GetProperty("ratio").GetDouble());
        Assert.False(found[1].GetProperty("flag").GetBoolean());
        Assert.Equal("added", found[5_000_000_000].GetProperty("note").GetString());
        Assert.False(found[1].TryGetProperty("note", out var note) && note.ValueKind == JsonValueKind.String);
        Assert.False(found[1].TryGetProperty("obsolete", out _));
    }

    [Theory]
    [InlineData(MergeMode.Adaptive)]
    [InlineData(MergeMode.CopyOnWrite)]
    [InlineData(MergeMode.MergeOnRead)]
    public async Task Many_merges_give_the_rows_that_we_read(MergeMode mode)
    {
        using var lake = new SampleLake();
        var definition = TableDefinition.Of(("id", PrimitiveType.Text, true), ("v", PrimitiveType.Int, false));
        var table = lake.Catalog.Create(new TableId("silver", "merged"), definition, lake.Stamp());
        for (var i = 0; i < 12; i++)
        {
            var tx = table.Begin(lake.Stamp());
            var keys = $"select 'k' || (j * {i + 3} % 97) as id, {i} as v from range(25) r(j)";
            tx.ReplaceByKey(lake.Sql, $"select id, v::integer as v from ({keys}) where id not like 'k1%'", ["id"], $"select id from ({keys})", new MergeOptions { Mode = mode });
            table = tx.Commit().Table;
        }

        var rows = await ReadAsync(lake, table);

        Assert.Equal(
            lake.Sql.List<string>($"select id || '=' || v from {table.ToSql()} order by 1"),
            rows.EnumerateArray().Select(r => $"{r.GetProperty("id").GetString()}={r.GetProperty("v").GetInt32()}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Three_hundred_commits_with_merged_manifests_are_read()
    {
        using var lake = new SampleLake();
        var table = lake.Catalog.Create(new TableId("silver", "long"), TableDefinition.Of(("id", PrimitiveType.Int, true)), lake.Stamp());
        for (var i = 0; i < 300; i++)
        {
            table = lake.Append(table, $"select {i} as id");
        }

        var rows = await ReadAsync(lake, table);

        Assert.Equal(Enumerable.Range(0, 300), rows.EnumerateArray().Select(r => r.GetProperty("id").GetInt32()).Order());
    }

    private static async Task<JsonElement> ReadAsync(SampleLake lake, LakeTable table)
    {
        using var server = new LakeServer(lake.Root);
        return await Reader.NodeAsync("icebird.mjs", Locations.ToUri(lake.Root), server.Url, $"{table.Id.Namespace}/{table.Id.Name}");
    }
}
