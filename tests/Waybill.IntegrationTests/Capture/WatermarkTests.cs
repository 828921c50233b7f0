using Npgsql;
using Waybill.Connectors.Capture;
using Waybill.Events;
using Xunit;

namespace Waybill.IntegrationTests.Capture;

public sealed class WatermarkTests(LogicalServer server) : IClassFixture<LogicalServer>
{
    [Fact]
    public async Task Rounds_replayed_give_the_tables_although_others_wrote_meanwhile()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "rounds");
        await using var writers = await RandomWriters.StartAsync(shop, connections: 3, seed: 41, keysStay: true);
        using var workspace = new CapturedWorkspace(shop);
        for (var round = 0; round < 4; round++)
        {
            await writers.WaitAsync(transactions: 100);
            await RoundAsync(shop, workspace);
        }

        await writers.StopAsync();
        await RoundAsync(shop, workspace);

        await SnapshotAndStreamTests.AssertSameAsync(shop, workspace);
    }

    [Fact]
    public async Task A_round_tells_last_states_and_deletions_with_rising_numbers()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "last_states");
        using var workspace = new CapturedWorkspace(shop);
        await RoundAsync(shop, workspace);

        await shop.ExecuteAsync("update shop.carriers set name = 'a'");
        await shop.ExecuteAsync("update shop.carriers set name = 'b'; insert into shop.carriers (carrier_id, name) values (2, 'two')");
        await shop.ExecuteAsync("delete from shop.carriers where carrier_id = 2");
        await shop.ExecuteAsync("insert into shop.carriers (carrier_id, name) values (3, 'three')");
        await shop.ExecuteAsync("delete from shop.carriers where carrier_id = 3");
        await shop.ExecuteAsync("insert into shop.carriers (carrier_id, name) values (3, 'three again')");
        await RoundAsync(shop, workspace);
        await RoundAsync(shop, workspace);

        var lines = workspace.Changes.Lines("carriers");
        Assert.Equal(["R 1 Fast", "D 2 ", "D 3 ", "U 1 b", "U 3 three again"], lines.OrderBy(LandedChanges.Number).Select(l => $"{l["op"]} {l["carrier_id"]} {l["name"]}"));
        Assert.Equal(lines.Count, lines.Select(LandedChanges.Number).Distinct().Count());
        Assert.All(lines, l => Assert.Null(l["before"]));
        Assert.Equal(await shop.RowsAsync("carriers"), workspace.Changes.Rows("carriers", "carrier_id"));
    }

    [Fact]
    public async Task A_workspace_keeps_to_one_way()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "one_way");
        using var byWatermark = new CapturedWorkspace(shop);
        using var byReplication = new CapturedWorkspace(shop);
        await RoundAsync(shop, byWatermark);
        await byReplication.CatchUpAsync();

        var first = await Assert.ThrowsAsync<WaybillException>(() => byWatermark.CatchUpAsync());
        var second = await Assert.ThrowsAsync<WaybillException>(() => RoundAsync(shop, byReplication));

        Assert.Contains("--watermark", first.Advice);
        Assert.Contains("--watermark", second.Advice);
        await shop.ExecuteAsync("select pg_drop_replication_slot('one_way')");
    }

    [Fact]
    public async Task A_prepared_transaction_is_refused_until_it_ends_and_then_read()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "prepared");
        using var workspace = new CapturedWorkspace(shop);
        await RoundAsync(shop, workspace);
        await shop.ExecuteAsync("begin; update shop.carriers set name = 'late'; prepare transaction 'night shift'");

        var refusal = await Assert.ThrowsAsync<WaybillException>(() => RoundAsync(shop, workspace));
        await shop.ExecuteAsync("commit prepared 'night shift'");
        await RoundAsync(shop, workspace);

        Assert.Contains("'night shift' is prepared", refusal.Message);
        Assert.Contains("commit prepared 'night shift'", refusal.Advice);
        Assert.Equal(await shop.RowsAsync("carriers"), workspace.Changes.Rows("carriers", "carrier_id"));
    }

    [Theory]
    [InlineData("set track_activities = off; begin")]
    [InlineData("set track_activities = off; begin; set track_activities = on")]
    public async Task A_transaction_that_does_not_show_its_start_is_refused(string begin)
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "untracked");
        using var workspace = new CapturedWorkspace(shop);
        await RoundAsync(shop, workspace);
        await using var other = await shop.ConnectAsync();
        await ExecuteAsync(other, begin);
        await ExecuteAsync(other, "update shop.carriers set name = 'late'");

        var refusal = await Assert.ThrowsAsync<WaybillException>(() => RoundAsync(shop, workspace));
        await ExecuteAsync(other, "commit; set track_activities = on");
        await ExecuteAsync(other, "select 1");
        await RoundAsync(shop, workspace);

        Assert.Contains("track_activities is off", refusal.Message);
        Assert.Contains("set track_activities = on", refusal.Advice);
        Assert.Equal(await shop.RowsAsync("carriers"), workspace.Changes.Rows("carriers", "carrier_id"));
    }

    [Fact]
    public async Task The_watermark_keeps_away_from_the_present()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "away");

        Assert.True(await shop.ScalarAsync<bool>("select shop.watermark() <= now() - interval '1 second'"));
    }

    [Fact]
    public async Task A_transaction_that_goes_on_holds_a_round_up_only_as_long_as_patience_lasts()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "goes_on");
        using var workspace = new CapturedWorkspace(shop, new CaptureOptions { Patience = TimeSpan.FromMilliseconds(300) });
        await using var other = await shop.ConnectAsync();
        await ExecuteAsync(other, "begin; update shop.carriers set name = 'late'");
        await shop.ExecuteAsync("update shop.channels set name = 'behind it' where channel_id = 1");
        var notes = new CaptureNotes();

        await RoundAsync(shop, workspace, notes);
        var before = workspace.Changes.Rows("channels", "channel_id");
        await ExecuteAsync(other, "commit");
        using var patient = new CapturedWorkspace(shop);
        await RoundAsync(shop, patient);

        Assert.Contains(notes.Notes, note => note.Contains("goes on", StringComparison.Ordinal));
        Assert.NotEqual(await shop.RowsAsync("channels"), before);
        Assert.Equal(await shop.RowsAsync("channels"), patient.Changes.Rows("channels", "channel_id"));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task RoundAsync(ShopDatabase shop, CapturedWorkspace workspace, CaptureNotes? notes = null)
    {
        await using var rounds = await WatermarkCapture.OpenAsync(
            shop.Address, new CaptureFolder(workspace.Root), workspace.Options, notes ?? new CaptureNotes(), CancellationToken.None);
        await rounds.CatchUpAsync(CancellationToken.None);
    }
}
