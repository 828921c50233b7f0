using System.Text;
using Waybill.Connectors.Postgres.Writing;
using Waybill.Events;
using Waybill.Events.Shop;
using Waybill.Events.Values;
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
    public void A_live_day_tells_how_far_it_is_at_every_tenth()
    {
        var told = new List<LiveProgress>();
        using var live = ShopLive.Open(shop.Address(shop.CopyEmpty()), Options() with { Connections = 4, Progress = told.Add });

        live.Append(0, FlashSale.FirstDay, new FlashSale(orders: 20).Play(FlashSale.FirstDay));
        live.Complete(FlashSale.FirstDay);

        Assert.Equal(Enumerable.Range(1, 10), told.Select(p => (int)(p.Done * 10L / p.Total)));
        Assert.Equal(live.Load.Transactions, told[^1].Done);
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_breaks_a_rule_is_refused_in_the_words_of_the_rule(bool live)
    {
        var database = shop.CopyEmpty();
        var cell = new FlashSale(orders: 20);
        using IShopDatabase writer = live ? ShopLive.Open(shop.Address(database), Options()) : ShopBackfill.Open(shop.Address(database), Options());
        writer.Append(0, FlashSale.FirstDay, cell.Play(FlashSale.FirstDay));
        writer.Complete(FlashSale.FirstDay);
        var log = new ShopLog { NextTransaction = 90_000_000_000 };
        log.Begin(Instant.FromDay(FlashSale.FirstDay + 1), ShopTransactionKind.Approval);
        log.Insert(ShopCatalogue.Payments).Number(1).Text("260302-0000-00000"u8).Text("charge"u8).Null().Text("wallet"u8).Text("captured"u8).Number(100_000_000)
            .Null().Null().Null().Null().Time(Instant.FromDay(FlashSale.FirstDay)).Time(Instant.FromDay(FlashSale.FirstDay + 1));
        log.Commit();

        // Checked at commit only, when everything has been sent.
        var error = Assert.Throws<WaybillException>(() =>
        {
            writer.Append(0, FlashSale.FirstDay + 1, log.Written);
            writer.Complete(FlashSale.FirstDay + 1);
        });

        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
        Assert.Contains("Order 260302-0000-00000 costs", error.Message);
        Assert.Contains("Capture only what is still to be paid", error.Advice);
        await using var connection = await shop.ConnectAsync(database);
        Assert.Equal(FlashSale.FirstDay + 1, await connection.ScalarAsync<int>("select next_day - date '1970-01-01' from shop_load.cells"));
        Assert.Equal(0, await connection.ScalarAsync<long>("select count(*) from shop.payments where payment_id = 1"));
    }

    [Theory]
    [InlineData("53100", WaybillErrorKind.Storage, "has no room on its disk", "Make room on the server's disk")]
    [InlineData("58030", WaybillErrorKind.Storage, "could not go on", "the server's log")]
    [InlineData("XX000", WaybillErrorKind.Corrupt, "could not go on", "its log")]
    public async Task What_fails_on_the_server_is_told_even_when_the_connection_does_not_survive_it(
        string code, WaybillErrorKind kind, string message, string advice)
    {
        var database = shop.CopyEmpty();
        await using (var connection = await shop.ConnectAsync(database))
        {
            // Buyers of the same thing wait in an open transaction for the first one; the next of them fails, and has nothing to take back.
            await connection.ExecuteAsync($"""
                create function fail() returns trigger language plpgsql as $$
                begin
                    if exists (select from shop.inventory_log where kind = 'reservation') then
                        raise exception using errcode = '{code}', message = 'could not go on';
                    end if;
                    return null;
                end
                $$;
                create trigger fail before insert on shop.inventory_log for each statement execute function fail()
                """);
        }

        var error = Assert.Throws<WaybillException>(() => Play(ShopLive.Open(shop.Address(database), Options() with { Connections = 16 }), [new FlashSale()]));

        Assert.Equal(kind, error.Kind);
        Assert.Contains(message, error.Message);
        Assert.Contains(advice, error.Advice);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hostile_text_arrives_as_it_was_sent_and_a_NUL_is_refused(bool live)
    {
        string[] hostile = ["O'Brien \"; drop table shop.orders; --", @"\N \. \x00", "\t\r\n,;|$1%s", "👩‍👩‍👧 Trần \u202E\uFEFF\u0001", new string('é', 1 << 19)];
        var database = shop.CopyEmpty();
        using IShopDatabase writer = live ? ShopLive.Open(shop.Address(database), Options()) : ShopBackfill.Open(shop.Address(database), Options());
        writer.Append(0, FlashSale.FirstDay, new FlashSale(orders: 1).Play(FlashSale.FirstDay));
        writer.Complete(FlashSale.FirstDay);

        writer.Append(0, FlashSale.FirstDay + 1, Wishes(hostile));
        writer.Complete(FlashSale.FirstDay + 1);
        var error = Assert.Throws<WaybillException>(() =>
        {
            writer.Append(0, FlashSale.FirstDay + 2, Wishes(["a\0b"]));
            writer.Complete(FlashSale.FirstDay + 2);
        });

        await using var connection = await shop.ConnectAsync(database);
        Assert.Equal(hostile, await connection.ListAsync("select note from shop.wishlist order by product_id"));
        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
        Assert.Contains("invalid byte sequence for encoding \"UTF8\": 0x00", error.Message);
    }

    internal static ReadOnlySpan<byte> Wishes(string[] notes)
    {
        var log = new ShopLog { NextTransaction = 90_000_000_000 };
        log.Begin(Instant.FromDay(FlashSale.FirstDay + 1), ShopTransactionKind.Visit);
        for (var i = 0; i < notes.Length; i++)
        {
            log.Insert(ShopCatalogue.Wishlist).Number(2).Number(i + 1).Time(Instant.FromDay(FlashSale.FirstDay)).Text(Encoding.UTF8.GetBytes(notes[i]));
        }

        log.Commit();
        return log.Written;
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
