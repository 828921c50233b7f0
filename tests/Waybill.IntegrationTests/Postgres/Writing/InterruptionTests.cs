using Waybill.Connectors.Postgres;
using Waybill.Connectors.Postgres.Writing;
using Waybill.Events;
using Waybill.IntegrationTests.Postgres.Schema;
using Xunit;

namespace Waybill.IntegrationTests.Postgres.Writing;

/// <summary>Whatever happens on the way, the database ends as if nothing had happened.</summary>
[Collection(SharedShopServer.Name)]
public sealed class InterruptionTests(ShopServer shop)
{
    private const int Orders = 200;
    private const int Never = int.MaxValue;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lost_answers_lose_nothing_and_double_nothing(bool live)
    {
        var database = shop.CopyEmpty();
        using var proxy = new CuttingProxy(shop.Server.Port, live ? Enumerable.Range(0, 60).Select(i => 9 + (i * 7 % 31)).Prepend(Never) : [Never, 9, 14, 30, 11, 50, 12]);
        var address = PostgresDatabase.Parse($"postgresql://waybill@127.0.0.1:{proxy.Port}/{database}");

        var load = WriterTests.Play(Open(address, live, connections: live ? 8 : 2), [new FlashSale(orders: Orders)]);

        Assert.InRange(proxy.Cuts, 3, int.MaxValue);
        Assert.InRange(load.Retries, 3, int.MaxValue);
        await AssertIsWhole(database);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_crashes_in_the_middle_is_waited_for(bool live)
    {
        var database = shop.CopyEmpty();
        using var writer = Open(shop.Address(database), live, connections: 8);
        var playing = Task.Factory.StartNew(
            () => WriterTests.Play(writer, [new FlashSale(orders: Orders), new FlashSale(cell: 1, orders: Orders)]), TaskCreationOptions.LongRunning);
        await WaitFor(database, live ? "select count(*) > 100 from shop_load.done" : "select count(*) > 0 from shop_load.cells");

        shop.Server.Stop();
        shop.Server.Start();

        var load = await playing;
        Assert.InRange(load.Retries, live ? 1 : 0, int.MaxValue);
        await AssertIsWhole(database, cells: 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_stays_away_is_told_when_patience_ends(bool live)
    {
        var database = shop.CopyEmpty();
        var options = WriterTests.Options() with { Patience = TimeSpan.FromMilliseconds(300) };
        using (IShopDatabase writer = live ? ShopLive.Open(shop.Address(database), options) : ShopBackfill.Open(shop.Address(database), options))
        {
            shop.Server.Stop();
            try
            {
                var error = Assert.Throws<WaybillException>(() => WriterTests.Play(writer, [new FlashSale(orders: Orders)]));

                Assert.Equal(WaybillErrorKind.ServiceUnreachable, error.Kind);
            }
            finally
            {
                shop.Server.Start();
            }
        }

        WriterTests.Play(Open(shop.Address(database), live, connections: 8), [new FlashSale(orders: Orders)]);
        await AssertIsWhole(database);
    }

    [Fact]
    public async Task A_live_run_that_was_stopped_goes_on_where_it_was()
    {
        var database = shop.CopyEmpty();
        using var stop = new CancellationTokenSource();
        var stopped = Task.Factory.StartNew(
            () => WriterTests.Play(Open(shop.Address(database), live: true, connections: 4, stop.Token), [new FlashSale(orders: Orders)]),
            TaskCreationOptions.LongRunning);
        await WaitFor(database, "select count(*) > 300 from shop_load.done");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);

        WriterTests.Play(Open(shop.Address(database), live: true, connections: 64), [new FlashSale(orders: Orders)]);

        await AssertIsWhole(database);
    }

    [Fact]
    public async Task A_backfill_goes_on_as_a_live_run()
    {
        var database = shop.CopyEmpty();
        var cell = new FlashSale(orders: Orders);
        using (var backfill = Open(shop.Address(database), live: false, connections: 2))
        {
            backfill.Append(0, FlashSale.FirstDay, cell.Play(FlashSale.FirstDay));
            backfill.Complete(FlashSale.FirstDay);
        }

        WriterTests.Play(Open(shop.Address(database), live: true, connections: 8), [new FlashSale(orders: Orders)]);

        await AssertIsWhole(database);
    }

    [Fact]
    public async Task A_deadlock_is_tried_again()
    {
        var database = shop.CopyEmpty();
        var cell = new FlashSale(orders: Orders);
        using var writer = Open(shop.Address(database), live: true, connections: 1);
        writer.Append(0, FlashSale.FirstDay, cell.Play(FlashSale.FirstDay));
        writer.Complete(FlashSale.FirstDay);
        writer.Append(0, FlashSale.FirstDay + 1, cell.Play(FlashSale.FirstDay + 1));

        // A delivery locks its order and then its customer; somebody does it the other way round and never notices by himself.
        await using var other = await shop.ConnectAsync(database);
        await other.ExecuteAsync("set deadlock_timeout = '10min'; begin; select from shop.customers for update");
        var writing = Task.Factory.StartNew(() => writer.Complete(FlashSale.FirstDay + 1), TaskCreationOptions.LongRunning);
        await WaitFor(database, "select count(*) > 0 from pg_locks where not granted");
        await other.ExecuteAsync("select from shop.orders for update; rollback");
        await writing;

        Assert.InRange(writer.Load.Retries, 1, int.MaxValue);
        writer.Append(0, FlashSale.FirstDay + 2, cell.Play(FlashSale.FirstDay + 2));
        writer.Complete(FlashSale.FirstDay + 2);
        await AssertIsWhole(database);
    }

    [Fact]
    public async Task A_transaction_that_the_server_ends_after_its_connection_was_lost_is_written_once()
    {
        var database = shop.CopyEmpty();
        using var proxy = new CuttingProxy(shop.Server.Port, []);
        using var writer = Open(PostgresDatabase.Parse($"postgresql://waybill@127.0.0.1:{proxy.Port}/{database}"), live: true, connections: 1);
        writer.Append(0, FlashSale.FirstDay, new FlashSale(orders: 1).Play(FlashSale.FirstDay));
        writer.Complete(FlashSale.FirstDay);
        writer.Append(0, FlashSale.FirstDay + 1, WriterTests.Wishes(["one"]));

        await using var other = await shop.ConnectAsync(database);
        await other.ExecuteAsync("begin; lock table shop.wishlist in exclusive mode");
        var writing = Task.Factory.StartNew(() => writer.Complete(FlashSale.FirstDay + 1), TaskCreationOptions.LongRunning);
        await WaitFor(database, "select count(*) = 1 from pg_locks where not granted");
        proxy.CutAll();
        await WaitFor(database, "select count(*) = 2 from pg_locks where not granted");
        await other.ExecuteAsync("rollback");
        await writing;

        Assert.Equal(1, writer.Load.Retries);
        Assert.Equal(["one"], await other.ListAsync("select note from shop.wishlist"));
    }

    [Fact]
    public async Task A_backfill_refuses_a_day_that_a_live_run_left_half_written()
    {
        var database = shop.CopyEmpty();
        using var stop = new CancellationTokenSource();
        var stopped = Task.Factory.StartNew(
            () => WriterTests.Play(Open(shop.Address(database), live: true, connections: 4, stop.Token), [new FlashSale(orders: Orders)]),
            TaskCreationOptions.LongRunning);
        await WaitFor(database, "select count(*) > 300 from shop_load.done");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);

        var refusal = Assert.Throws<WaybillException>(() => Open(shop.Address(database), live: false, connections: 2));

        Assert.Equal(WaybillErrorKind.Usage, refusal.Kind);
        Assert.Contains("part of a day", refusal.Message);
        Assert.Contains("--live", refusal.Advice);
    }

    private static IShopDatabase Open(PostgresDatabase address, bool live, int connections, CancellationToken? cancel = null)
    {
        var options = WriterTests.Options(cells: 2) with
        {
            Connections = connections,
            ChangesPerCommit = 1,
            Cancel = cancel ?? TestContext.Current.CancellationToken,
        };
        return live ? ShopLive.Open(address, options) : ShopBackfill.Open(address, options);
    }

    /// <summary>Compares with a database into which the same days went in peace.</summary>
    private async Task AssertIsWhole(string database, int cells = 1)
    {
        var peaceful = shop.CopyEmpty();
        WriterTests.Play(
            Open(shop.Address(peaceful), live: false, connections: 2), [.. Enumerable.Range(0, cells).Select(cell => new FlashSale(cell, Orders))]);
        await using var expected = await shop.ConnectAsync(peaceful);
        await using var found = await shop.ConnectAsync(database);
        Assert.Equal(await ShopDump.AllAsync(expected), await ShopDump.AllAsync(found));
        Assert.Empty(await found.ListAsync("select c::text from shop.check_all c"));
    }

    private async Task WaitFor(string database, string condition)
    {
        await using var connection = await shop.ConnectAsync(database);
        while (!await connection.ScalarAsync<bool>(condition))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
