using Waybill.Connectors.Postgres.Writing.Live;
using Waybill.Events.Shop;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.Tests.Connectors.Postgres.Writing;

public sealed class TicketsTests
{
    private readonly Tickets _tickets = new();

    [Fact]
    public void Who_buys_newly_listed_stock_waits_for_the_listing_and_for_no_other_buyer()
    {
        _tickets.Read(Listing(warehouse: 1, product: 2));
        Assert.False(_tickets.IsBarrier);
        var listed = Assert.Single(_tickets.Listed);
        Assert.Contains((listed, false), _tickets.Found);

        _tickets.Read(Purchase("A", warehouse: 1, product: 2));
        Assert.Equal([listed], _tickets.Named);
        Assert.DoesNotContain(listed, _tickets.Found.Select(found => found.Ticket));
        Assert.Empty(_tickets.Listed);

        _tickets.Read(Purchase("B", warehouse: 2, product: 1));
        Assert.NotEqual([listed], _tickets.Named);
    }

    [Fact]
    public void Everybody_waits_for_rows_to_which_all_refer()
    {
        _tickets.Read(Log(log => log.Insert(ShopCatalogue.Categories).Number(3).Null().Text("Tea"u8)));

        Assert.True(_tickets.IsBarrier);
    }

    private static byte[] Listing(long warehouse, long product) => Log(log => log.Insert(ShopCatalogue.Inventory)
        .Number(warehouse).Number(product).Number(0).Number(0).Number(0).Number(1).Number(2).Number(3));

    private static byte[] Purchase(string order, long warehouse, long product) => Log(log => log.Insert(ShopCatalogue.OrderItems)
        .Number(1).Text(System.Text.Encoding.UTF8.GetBytes(order)).Number(1).Number(product).Number(warehouse).Number(1).Number(500).Number(0).Number(500));

    private static byte[] Log(Action<ShopLog> write)
    {
        var log = new ShopLog();
        log.Begin(Instant.FromSeconds(1_767_268_800), ShopTransactionKind.Stock);
        write(log);
        log.Commit();
        return log.Written.ToArray();
    }
}
