using Waybill.Connectors.Capture;
using Waybill.Events;
using Xunit;

namespace Waybill.IntegrationTests.Capture;

public sealed class LostSlotTests(LogicalServer server) : IClassFixture<LogicalServer>
{
    [Theory]
    [InlineData("dropped", "select pg_drop_replication_slot('{0}')", "is gone")]
    [InlineData("recreated", "select pg_drop_replication_slot('{0}'); select pg_create_logical_replication_slot('{0}', 'pgoutput')", "made anew, or somebody else has read from it")]
    [InlineData("advanced", "update shop.carriers set is_active = false; select pg_replication_slot_advance('{0}', pg_current_wal_lsn())", "somebody else has read from it")]
    [InlineData("unpublished", "drop publication waybill; create publication waybill for all tables", "was dropped and made anew")]
    [InlineData("taken_out", "alter publication waybill drop table shop.carriers; alter publication waybill add table shop.carriers", "was taken out of publication")]
    [InlineData("remade", "drop table shop.carriers cascade; create table shop.carriers (carrier_id bigint primary key)", "was dropped")]
    public async Task Changes_that_cannot_be_had_any_more_are_refused_with_advice(string name, string loss, string message)
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, name);
        using var workspace = new CapturedWorkspace(shop);
        await workspace.CatchUpAsync();
        var before = File.ReadAllText(Path.Combine(workspace.Root, "state/capture.json"));

        foreach (var statement in string.Format(System.Globalization.CultureInfo.InvariantCulture, loss, name).Split("; "))
        {
            await shop.ExecuteAsync(statement);
        }

        var error = await Assert.ThrowsAsync<WaybillException>(() => workspace.CatchUpAsync());

        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
        Assert.Contains(message, error.Message);
        Assert.Contains("new workspace", error.Advice);
        Assert.Equal(before, File.ReadAllText(Path.Combine(workspace.Root, "state/capture.json")));
        await shop.ExecuteAsync($"select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '{name}'");
    }

    [Fact]
    public async Task A_slot_whose_log_the_server_has_removed_is_refused_with_advice()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "removed");
        using var workspace = new CapturedWorkspace(shop);
        await workspace.CatchUpAsync();
        await SetAsync(shop, "max_slot_wal_keep_size", "'1MB'");

        // Three files of log further on, the next checkpoint may remove what the slot needs.
        foreach (var file in Enumerable.Range(1, 3))
        {
            await shop.ExecuteAsync($"insert into shop.carriers (carrier_id, name) values ({file + 1}, 'in file {file}')");
            await shop.ExecuteAsync("select pg_switch_wal()");
        }

        await shop.ExecuteAsync("checkpoint");
        await SetAsync(shop, "max_slot_wal_keep_size", "default");
        var error = await Assert.ThrowsAsync<WaybillException>(() => workspace.CatchUpAsync());

        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
        Assert.Contains("has removed log that slot removed needs", error.Message);
        Assert.Contains("new workspace", error.Advice);
        Assert.Single(workspace.Changes.Lines("carriers"));
        await shop.ExecuteAsync("select pg_drop_replication_slot('removed')");
    }

    [Fact]
    public async Task A_slot_of_somebody_else_another_database_and_another_name_are_refused()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "mine");
        var other = await ShopDatabase.CreateAsync(server.Server, "other");
        await other.ExecuteAsync("select pg_create_logical_replication_slot('theirs', 'test_decoding')");
        using var workspace = new CapturedWorkspace(shop);
        await workspace.CatchUpAsync();

        using var foreign = new CapturedWorkspace(shop, new CaptureOptions { Slot = "theirs" });
        var theirs = await Assert.ThrowsAsync<WaybillException>(() => foreign.CatchUpAsync());
        var otherSlot = await Assert.ThrowsAsync<WaybillException>(() => OpenAsync(shop, workspace.Root, "other_slot"));
        var otherDatabase = await Assert.ThrowsAsync<WaybillException>(() => OpenAsync(other, workspace.Root, "mine"));
        var badName = await Assert.ThrowsAsync<WaybillException>(() => OpenAsync(shop, workspace.Root, "Mine!"));

        Assert.Contains("has a slot theirs already, of its database other,", theirs.Message);
        Assert.Contains("follows slot mine", otherSlot.Message);
        Assert.Contains("is another one", otherDatabase.Message);
        Assert.Contains("'Mine!' cannot be the name", badName.Message);
        await other.ExecuteAsync("select pg_drop_replication_slot('theirs')");
        await shop.ExecuteAsync("select pg_drop_replication_slot('mine')");
    }

    [Fact]
    public async Task A_capture_that_was_stopped_after_the_slot_was_made_goes_on_with_it()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "stopped_early");
        using var workspace = new CapturedWorkspace(shop);

        await Assert.ThrowsAsync<InvalidOperationException>(() => workspace.CatchUpAsync(
            step => throw new InvalidOperationException(step)));
        await shop.ExecuteAsync("insert into shop.carriers (carrier_id, name) values (5, 'between')");
        await workspace.CatchUpAsync();

        Assert.Equal(await shop.RowsAsync("carriers"), workspace.Changes.Rows("carriers", "carrier_id"));
        Assert.Equal(["R 1", "R 5"], workspace.Changes.Lines("carriers").Select(l => $"{l["op"]} {l["carrier_id"]}"));
    }

    [Fact]
    public async Task A_capture_that_is_stopped_at_any_durable_step_loses_and_doubles_nothing()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "every_step");
        using var workspace = new CapturedWorkspace(shop);
        var stops = 0;
        for (var at = 1; ; at++)
        {
            await shop.ExecuteAsync($"insert into shop.carriers (carrier_id, name) values (100 + {at}, 'carrier {at}'); insert into shop.suppliers (supplier_id, name, country_code, lead_days_mean) values (100 + {at}, 's {at}', 'DE', 1)");
            var step = 0;
            try
            {
                await workspace.CatchUpAsync(_ => StopAt(++step == at));
                break;
            }
            catch (InvalidOperationException)
            {
                stops++;
            }
        }

        await workspace.CatchUpAsync();

        Assert.True(stops > 5, $"{stops} stops");
        Assert.Equal(await shop.RowsAsync("carriers"), workspace.Changes.Rows("carriers", "carrier_id"));
        Assert.Equal(await shop.RowsAsync("suppliers"), workspace.Changes.Rows("suppliers", "supplier_id"));
        foreach (var table in new[] { "carriers", "suppliers" })
        {
            var keys = workspace.Changes.Lines(table).Select(l => l[table == "carriers" ? "carrier_id" : "supplier_id"]).ToList();
            Assert.Equal(keys.Count, keys.Distinct().Count());
        }
    }

    private static async Task SetAsync(ShopDatabase shop, string setting, string value)
    {
        await shop.ExecuteAsync($"alter system set {setting} = {value}");
        await shop.ExecuteAsync("select pg_reload_conf()");
    }

    private static void StopAt(bool here)
    {
        if (here)
        {
            throw new InvalidOperationException("stopped here");
        }
    }

    private static async Task OpenAsync(ShopDatabase shop, string root, string slot)
    {
        await using var capture = await ReplicationCapture.OpenAsync(
            shop.Address, new CaptureFolder(root), new CaptureOptions { Slot = slot }, new CaptureNotes(), CancellationToken.None);
    }
}
