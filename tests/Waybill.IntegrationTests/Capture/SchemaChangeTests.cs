using Waybill.Events;
using Xunit;

namespace Waybill.IntegrationTests.Capture;

public sealed class SchemaChangeTests(LogicalServer server) : IClassFixture<LogicalServer>
{
    [Fact]
    public async Task Columns_that_are_added_renamed_and_dropped_begin_a_file_with_another_header()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "schema_change");
        using var workspace = new CapturedWorkspace(shop);
        await workspace.CatchUpAsync();

        // One batch, the second change in the middle of a transaction.
        await shop.ExecuteAsync("insert into shop.carriers (carrier_id, name) values (2, 'two')");
        await shop.ExecuteAsync("alter table shop.carriers add column country text default 'VN'; insert into shop.carriers (carrier_id, name, country) values (3, 'three', 'DE')");
        await shop.ExecuteAsync("""
            begin; insert into shop.carriers (carrier_id, name) values (4, 'four'); alter table shop.carriers rename country to land;
            alter table shop.carriers drop column service; update shop.carriers set land = 'US' where carrier_id = 4; commit
            """);
        await workspace.CatchUpAsync();

        var lines = workspace.Changes.Lines("carriers").Where(l => l["op"] != "R").Select(l => string.Join(' ', l.Skip(5).Select(c => $"{c.Key}={c.Value}"))).ToList();
        Assert.Equal(
        [
            "carrier_id=2 name=two service=standard is_active=true",
            "carrier_id=3 name=three service=standard is_active=true country=DE",
            "carrier_id=4 name=four service=standard is_active=true country=VN",
            "carrier_id=4 name=four is_active=true land=US",
        ], lines);
        Assert.Equal(3, Directory.GetFiles(Path.Combine(workspace.Root, "landing/shop/carriers")).Count(f => !f.EndsWith(Place(workspace), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_table_that_comes_later_is_copied_once_and_then_followed()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "new_table");
        using var workspace = new CapturedWorkspace(shop);
        await workspace.CatchUpAsync();

        await shop.ExecuteAsync("create table shop.gifts (id bigint primary key, name text); insert into shop.gifts values (1, 'one'), (2, 'two'); create table shop.keyless (id int)");
        var notes = await workspace.CatchUpAsync();
        await shop.ExecuteAsync("delete from shop.gifts where id = 1; insert into shop.gifts values (3, 'three')");
        await workspace.CatchUpAsync();

        Assert.Equal(["R 1", "R 2", "D 1", "I 3"], workspace.Changes.Lines("gifts").Select(l => $"{l["op"]} {l["id"]}"));
        Assert.Contains(notes.Notes, n => n.Contains("shop.keyless has no primary key", StringComparison.Ordinal));
        Assert.Equal(0, await shop.ScalarAsync<long>("select count(*) from pg_replication_slots where temporary"));
    }

    [Fact]
    public async Task A_truncated_table_is_an_error_and_nothing_of_its_batch_lands()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "truncated");
        await shop.ExecuteAsync("create table shop.notes (id bigint primary key)");
        using var workspace = new CapturedWorkspace(shop);
        await workspace.CatchUpAsync();
        var landed = workspace.State.Landed;

        await shop.ExecuteAsync("insert into shop.notes values (1); truncate shop.notes");
        var error = await Assert.ThrowsAsync<WaybillException>(() => workspace.CatchUpAsync());

        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
        Assert.Contains("shop.notes was emptied by TRUNCATE", error.Message);
        Assert.Equal(landed, workspace.State.Landed);
        Assert.Empty(workspace.Changes.Lines("notes"));
    }

    private static string Place(CapturedWorkspace workspace) =>
        System.FormattableString.Invariant($"_{workspace.State.Tables["carriers"].CopiedAt.Value:x16}.csv");
}
