using Waybill.Connectors.Postgres.Writing;
using Waybill.IntegrationTests.Postgres.Schema;
using Xunit;

namespace Waybill.IntegrationTests.Postgres.Writing;

[Collection(SharedShopServer.Name)]
public sealed class WriterTests(ShopServer shop)
{
    private const int Days = 3;

    [Fact]
    public async Task Live_on_64_connections_gives_the_same_database_as_a_backfill_and_oversells_nothing()
    {
        var (filled, bought) = (shop.CopyEmpty(), shop.CopyEmpty());
        Play(ShopBackfill.Open(shop.Address(filled), Options()), [new FlashSale()]);
        var live = Play(ShopLive.Open(shop.Address(bought), Options() with { Connections = 64 }), [new FlashSale()]);

        await using var first = await shop.ConnectAsync(filled);
        await using var second = await shop.ConnectAsync(bought);
        Assert.Empty(await first.ListAsync("select c::text from shop.check_all c"));
        Assert.Empty(await second.ListAsync("select c::text from shop.check_all c"));
        Assert.Equal(await ShopDump.AllAsync(first), await ShopDump.AllAsync(second));
        Assert.True(live.Transactions > 1_000);
        Assert.Equal("Delivered", await first.ScalarAsync<string>("select max(status) from shop.orders where status <> 'Cancelled'"));
        Assert.Equal(0, await second.ScalarAsync<int>("select on_hand from shop.inventory where product_id = 1"));
        Assert.Equal(0, await second.ScalarAsync<long>("select count(*) from shop_load.done"));
    }

    [Fact]
    public async Task Cells_that_are_written_at_once_do_not_touch_each_other()
    {
        var (one, many) = (shop.CopyEmpty(), shop.CopyEmpty());
        Play(ShopBackfill.Open(shop.Address(one), Options(4) with { Connections = 1, ChangesPerCommit = int.MaxValue }), Cells(4));
        Play(ShopBackfill.Open(shop.Address(many), Options(4) with { Connections = 3, ChangesPerCommit = 1 }), Cells(4));

        await using var first = await shop.ConnectAsync(one);
        await using var second = await shop.ConnectAsync(many);
        Assert.Equal(await ShopDump.AllAsync(first), await ShopDump.AllAsync(second));
        Assert.Equal(4, await second.ScalarAsync<long>("select count(*) from shop_load.cells where next_day - date '1970-01-01' = $1", FlashSale.FirstDay + Days));
    }

    internal static ShopLoadOptions Options(int cells = 1) => new()
    {
        World = "flash sale",
        FirstDay = FlashSale.FirstDay,
        NextDay = FlashSale.FirstDay,
        Cells = [.. Enumerable.Range(0, cells)],
        Clock = TimeProvider.System,
        Cancel = TestContext.Current.CancellationToken,
    };

    private static FlashSale[] Cells(int count) => [.. Enumerable.Range(0, count).Select(cell => new FlashSale(cell, orders: 60))];

    internal static ShopLoad Play(IShopDatabase database, IReadOnlyList<FlashSale> cells)
    {
        using (database)
        {
            for (var day = FlashSale.FirstDay; day < FlashSale.FirstDay + Days; day++)
            {
                for (var cell = 0; cell < cells.Count; cell++)
                {
                    database.Append(cell, day, cells[cell].Play(day));
                }

                database.Complete(day);
            }

            return database.Load;
        }
    }
}
