using System.Diagnostics;
using Waybill.Connectors.Capture;
using Waybill.Events;
using Xunit;

namespace Waybill.IntegrationTests.Capture;

public sealed class RestartTests(LogicalServer server) : IClassFixture<LogicalServer>
{
    [Fact]
    public async Task A_server_that_crashes_and_comes_back_loses_and_doubles_nothing()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "crash");
        await using var writers = await RandomWriters.StartAsync(shop, connections: 2, seed: 21);
        using var workspace = new CapturedWorkspace(shop);
        await workspace.CatchUpAsync();
        for (var round = 0; round < 3; round++)
        {
            await writers.WaitAsync(transactions: 50);
            await workspace.CatchUpAsync();
            server.Server.Stop(round == 1 ? "fast" : "immediate");
            server.Server.Start();
        }

        await writers.WaitAsync(transactions: 50);
        await writers.StopAsync();
        await workspace.CatchUpAsync();

        await SnapshotAndStreamTests.AssertSameAsync(shop, workspace);
    }

    [Fact]
    public async Task A_connection_that_is_lost_in_the_stream_is_an_error_that_can_be_tried_again()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "lost_connection");
        using var workspace = new CapturedWorkspace(shop);
        await workspace.CatchUpAsync();
        await using var capture = await ReplicationCapture.OpenAsync(
            shop.Address, new CaptureFolder(workspace.Root), workspace.Options, new CaptureNotes(), CancellationToken.None);
        var following = capture.RunAsync(follow: true, CancellationToken.None);
        await WaitForReaderAsync(shop);

        await shop.ExecuteAsync("insert into shop.carriers (carrier_id, name) values (5, 'five')");
        await shop.ExecuteAsync("select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = 'lost_connection'");
        var error = await Assert.ThrowsAsync<WaybillException>(() => following);
        await workspace.CatchUpAsync();

        Assert.Equal(WaybillErrorKind.ServiceUnreachable, error.Kind);
        Assert.Equal(await shop.RowsAsync("carriers"), workspace.Changes.Rows("carriers", "carrier_id"));
        Assert.Equal(2, workspace.Changes.Lines("carriers").Count);
    }

    [Fact]
    public async Task Who_follows_lands_soon_confirms_and_stops_between_transactions()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "follow");
        using var workspace = new CapturedWorkspace(shop);
        var folder = new CaptureFolder(workspace.Root);
        using var stop = new CancellationTokenSource();
        await using (var capture = await ReplicationCapture.OpenAsync(shop.Address, folder, workspace.Options, new CaptureNotes(), CancellationToken.None))
        {
            var following = capture.RunAsync(follow: true, stop.Token);
            await shop.ExecuteAsync("insert into shop.carriers (carrier_id, name) values (5, 'five')");
            await UntilAsync(() => Task.FromResult(workspace.Changes.Lines("carriers").Count == 2));
            folder.Confirm(folder.State.Landed);
            await UntilAsync(async () => await shop.ScalarAsync<bool>(
                $"select confirmed_flush_lsn >= '{folder.State.Landed}' from pg_replication_slots where slot_name = 'follow'"));
            await shop.ExecuteAsync("insert into shop.carriers (carrier_id, name) values (6, 'six')");
            await UntilAsync(() => Task.FromResult(workspace.Changes.Lines("carriers").Count == 3));
            await stop.CancelAsync();
            await following;
        }

        Assert.Equal(await shop.RowsAsync("carriers"), workspace.Changes.Rows("carriers", "carrier_id"));
    }

    [Fact]
    public async Task Log_without_changes_for_us_is_given_free()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "idle");
        using var workspace = new CapturedWorkspace(shop);
        await workspace.CatchUpAsync();

        await shop.ExecuteAsync("create table public.elsewhere as select n, repeat('x', 100) as t from generate_series(1, 40000) n");
        await workspace.CatchUpAsync();

        Assert.True(await shop.ScalarAsync<decimal>("select pg_current_wal_lsn() - confirmed_flush_lsn from pg_replication_slots where slot_name = 'idle'") < 1_500_000);
    }

    [Fact]
    public async Task A_server_that_was_restored_or_taken_over_is_refused_because_its_history_may_differ()
    {
        var shop = await ShopDatabase.CreateAsync(server.Server, "restored");
        using var workspace = new CapturedWorkspace(shop);
        await workspace.CatchUpAsync();
        server.Server.Stop("fast");
        server.Server.StartRestored();
        await UntilAsync(async () => !await shop.ScalarAsync<bool>("select pg_is_in_recovery()"));
        await shop.ExecuteAsync("insert into shop.carriers (carrier_id, name) values (5, 'on the new line of time')");

        var error = await Assert.ThrowsAsync<WaybillException>(() => workspace.CatchUpAsync());

        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
        Assert.Contains($"timeline {workspace.State.Timeline + 1}, before {workspace.State.Timeline}", error.Message);
        Assert.Contains("new workspace", error.Advice);
        Assert.Single(workspace.Changes.Lines("carriers"));
    }

    private static Task WaitForReaderAsync(ShopDatabase shop) =>
        UntilAsync(async () => await shop.ScalarAsync<long>($"select count(*) from pg_replication_slots where slot_name = '{shop.Name}' and active") == 1);

    private static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        var waited = Stopwatch.StartNew();
        while (!await isTrue())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), "it never happened");
            await Task.Delay(50);
        }
    }
}
