using Waybill.Connectors.Capture;
using Xunit;

namespace Waybill.IntegrationTests.Capture;

public sealed class SnapshotAndStreamTests(LogicalServer server) : IClassFixture<LogicalServer>
{
    [Fact]
    public async Task Files_replayed_give_the_tables_although_others_wrote_during_the_snapshot()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "under_writers");
        await using var writers = await RandomWriters.StartAsync(shop, connections: 4, seed: 11);
        await writers.WaitAsync(transactions: 200);
        using var workspace = new CapturedWorkspace(shop);

        for (var round = 0; round < 4; round++)
        {
            await workspace.CatchUpAsync();
            await writers.WaitAsync(transactions: 200);
        }

        await writers.StopAsync();
        await workspace.CatchUpAsync();

        await AssertSameAsync(shop, workspace);
    }

    [Fact]
    public async Task Numbers_rise_from_line_to_line_and_no_change_comes_twice()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "numbers_rise");
        await using var writers = await RandomWriters.StartAsync(shop, connections: 3, seed: 12);
        using var workspace = new CapturedWorkspace(shop);
        await workspace.CatchUpAsync();
        await writers.WaitAsync(transactions: 300);
        await workspace.CatchUpAsync();
        await writers.StopAsync();
        await workspace.CatchUpAsync();

        var changes = RandomWriters.Tables.SelectMany(t => workspace.Changes.Lines(t.Table)).Where(l => l["op"] != "R").ToList();
        var transactions = changes.GroupBy(l => l["tx"]).Select(g => (First: g.Min(LandedChanges.Number), Last: g.Max(LandedChanges.Number), At: g.Select(l => l["committed_at"]).Distinct().Single())).OrderBy(t => t.First).ToList();

        Assert.Equal(changes.Count, changes.Select(LandedChanges.Number).Distinct().Count());
        Assert.All(transactions.Zip(transactions.Skip(1)), pair => Assert.True(pair.First.Last < pair.Second.First, "transactions are mixed"));
        Assert.True(await shop.ScalarAsync<long>("select count(*) from shop.wishlist") > 0);
    }

    [Fact]
    public async Task Deletions_updates_of_keys_and_images_before_are_told()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "images");
        await shop.ExecuteAsync("insert into shop.carriers (carrier_id, name) values (7, 'Seven'), (8, 'Eight')");
        using var workspace = new CapturedWorkspace(shop);
        await workspace.CatchUpAsync();

        await shop.ExecuteAsync("update shop.carriers set carrier_id = 9, is_active = false where carrier_id = 7");
        await shop.ExecuteAsync("begin; delete from shop.carriers where carrier_id = 8; insert into shop.carriers (carrier_id, name) values (8, 'Eight again'); commit");
        await workspace.CatchUpAsync();

        var lines = workspace.Changes.Lines("carriers").Where(l => l["op"] != "R").Select(l => $"{l["op"]} {l["carrier_id"]} {l["name"]} {l["is_active"]} {l["before"]}");
        Assert.Equal(
        [
            """D 7 Seven true {"carrier_id":7,"name":"Seven","service":"standard","is_active":true}""",
            """U 9 Seven false {"carrier_id":7,"is_active":true}""",
            """D 8 Eight true {"carrier_id":8,"name":"Eight","service":"standard","is_active":true}""",
            "I 8 Eight again true ",
        ], lines);
        Assert.Equal(await shop.RowsAsync("carriers"), workspace.Changes.Rows("carriers", "carrier_id"));
    }

    [Theory]
    [InlineData("full")]
    [InlineData("default")]
    public async Task Long_values_that_an_update_left_alone_are_in_its_line(string identity)
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "toast_" + identity);
        await shop.ExecuteAsync($"""
            create table shop.papers (id bigint, part text, title text, body text, primary key (id, part));
            alter table shop.papers replica identity {identity};
            insert into shop.papers select n, 'a', 'title', (select string_agg(md5(n::text || i), '') from generate_series(1, 3000) i) from generate_series(1, 5) n
            """);
        using var workspace = new CapturedWorkspace(shop);
        await workspace.CatchUpAsync();

        await shop.ExecuteAsync("update shop.papers set title = 'other' where id < 4; update shop.papers set part = 'b' where id = 4; delete from shop.papers where id = 5");
        await workspace.CatchUpAsync();

        Assert.Equal(await shop.RowsAsync("papers"), workspace.Changes.Rows("papers", "id", "part"));
        Assert.All(workspace.Changes.Lines("papers").Where(l => l["op"] == "U"), l => Assert.Equal(96_000, l["body"]!.Length));
    }

    [Fact]
    public async Task Hostile_texts_arrive_as_they_are()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "hostile");
        using var workspace = new CapturedWorkspace(shop);
        await workspace.CatchUpAsync();

        await shop.ExecuteAsync(""""
            create table shop."we/ird ""table""" (id bigint primary key, "a,b ""c""" text, document jsonb, ratio double precision, amount numeric, at timestamptz, day date, bytes bytea, updated_at timestamptz default now());
            alter table shop."we/ird ""table""" replica identity full;
            insert into shop.carriers (carrier_id, name, service) values (10, e'"quoted", comma\nline\r\nend\t\\ 😀 \u0001 Ü', 'express'), (11, ' edge ', 'economy'), (12, ',', 'economy');
            insert into shop.products (product_id, sku, name, description, category_id, supplier_id, weight_grams, launched_at)
                values (1, '""', '''', repeat('"x,' || chr(10), 300000), 1, 1, 1, '2026-01-01 23:59:59.5+07'), (2, 'b', 'n', '', 1, 1, 1, '2026-01-01');
            """");
        await workspace.CatchUpAsync();
        await shop.ExecuteAsync(""""
            insert into shop."we/ird ""table""" values
                (1, e'"\n,', '{"a": "b\"c", "n": [1, null]}', 'NaN', 'Infinity', '2026-01-01 00:00:00.000001', 'infinity', '\xff00'),
                (2, '', null, 1e300, -0.10, 'infinity', '0044-03-15 BC', null);
            update shop."we/ird ""table""" set "a,b ""c""" = e'\u0001\\"' where id = 1;
            update shop.products set name = 'other', description = description || '!' where product_id = 1;
            delete from shop.products where false
            """");
        await workspace.CatchUpAsync();

        Assert.Equal(await shop.RowsAsync("carriers"), workspace.Changes.Rows("carriers", "carrier_id"));
        Assert.Equal(await shop.RowsAsync("products"), workspace.Changes.Rows("products", "product_id"));
        var weird = workspace.Changes.Lines("we%2fird%20%22table%22");
        Assert.Equal("\"\n,", weird.First(l => l["op"] == "I" && l["id"] == "1")["a,b \"c\""]);
        Assert.Contains(weird, l => l["id"] == "2" && l["a,b \"c\""] == "" && l["document"] is null && l["at"] == "infinity" && l["day"] == "0044-03-15 BC" && l["ratio"] == "1e+300" && l["amount"] == "-0.10");
        Assert.Contains(weird, l => l["op"] == "U" && l["before"] is { } before
            && System.Text.Json.JsonDocument.Parse(before).RootElement.GetProperty("a,b \"c\"").GetString() == "\"\n,");
    }

    [Fact]
    public async Task A_transaction_is_never_divided_and_may_be_larger_than_a_batch()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "large_transaction");
        using var workspace = new CapturedWorkspace(shop, new CaptureOptions { Slot = "large_transaction", BatchBytes = 100_000 });
        await workspace.CatchUpAsync();

        await shop.ExecuteAsync("""
            begin;
            insert into shop.carriers (carrier_id, name) select n, 'carrier ' || n from generate_series(100, 20000) n;
            insert into shop.suppliers (supplier_id, name, country_code, lead_days_mean) select n, 'supplier ' || n, 'DE', 2 from generate_series(100, 20000) n;
            update shop.carriers set is_active = false where carrier_id >= 100;
            commit;
            insert into shop.carriers (carrier_id, name) values (2, 'two');
            """);
        var notes = await workspace.CatchUpAsync();

        Assert.Equal([1, 1], notes.Batches.Select(b => b.Transactions));
        Assert.Equal([3 * 19_901, 1], notes.Batches.Select(b => b.Changes));
        Assert.Equal(await shop.RowsAsync("carriers"), workspace.Changes.Rows("carriers", "carrier_id"));
        Assert.Equal(await shop.RowsAsync("suppliers"), workspace.Changes.Rows("suppliers", "supplier_id"));
    }

    internal static async Task AssertSameAsync(ShopDatabase shop, CapturedWorkspace workspace)
    {
        foreach (var (table, key) in RandomWriters.Tables)
        {
            var expected = await shop.RowsAsync(table);
            Assert.NotEmpty(expected);
            Assert.Equal(expected, workspace.Changes.Rows(table, key));
        }
    }
}
