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

    private static async Task RoundAsync(ShopDatabase shop, CapturedWorkspace workspace)
    {
        await using var rounds = await WatermarkCapture.OpenAsync(
            shop.Address, new CaptureFolder(workspace.Root), workspace.Options, new CaptureNotes(), CancellationToken.None);
        await rounds.RoundAsync(CancellationToken.None);
    }
}
