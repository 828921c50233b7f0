using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Events.Shop;
using Waybill.Sim;
using Xunit;

namespace Waybill.Tests.Sim.Shop;

public sealed class ShopStreamTests
{
    private const int Days = 14;
    private static readonly CellRange Cells = new(0, 1);
    private static readonly Lazy<PlayedShops> Played = new(() => PlayedShops.Play(null, Days, Cells));
    private static readonly Lazy<ShopTables> Tables = new(() => Replay(Played.Value));

    [Fact, Long]
    public void Stock_money_and_points_add_up_at_every_commit()
    {
        var tables = new ShopTables();
        var invariants = new ShopInvariants(tables);

        foreach ((_, _, byte[] log) in Played.Value.Logs)
        {
            tables.Apply(log, invariants.Check);
        }

        invariants.CheckEverything();
        Assert.True(invariants.Transactions > 10_000);
        Assert.True(Played.Value.Kpis is { LostSales: > 10, DelayedOrders: > 10, Returns: > 50 }, "too little happened to prove anything");
    }

    [Fact, Long]
    public void Orders_are_those_of_the_sales_feed_row_by_row()
    {
        ShopTables tables = Tables.Value;
        FeedVocabulary words = Played.Value.World.Vocabulary;

        Assert.Equal(Played.Value.Orders.Count, tables[ShopCatalogue.Orders].Count);
        foreach (SalesRow row in Played.Value.Orders)
        {
            ShopRow order = tables.Row(ShopCatalogue.Orders, row.Id);
            List<ShopRow> items = [.. Enumerable.Range(0, 3).Select(line => ItemId(row, line)).Where(tables[ShopCatalogue.OrderItems].ContainsKey)
                .Select(key => tables.Row(ShopCatalogue.OrderItems, key))];
            ShopRow customer = tables.Row(ShopCatalogue.Customers, order.Number("customer_id"));

            Assert.Equal(row.Quantity, items.Sum(item => item.Number("quantity")));
            Assert.All(items, item => Assert.Equal(row.UnitPrice.Cents, item.Number("unit_price")));
            Assert.All(items, item => Assert.Equal(row.Product, (item.Number("product_id") - 1) / 4));
            Assert.Equal(words.Customers[row.Customer], customer.Text("full_name"));
            Assert.Equal(words.Channels[row.Channel], tables.Row(ShopCatalogue.Channels, order.Number("channel_id")).Text("name"));
            Assert.Equal(words.Cities[row.Origin], tables.Row(ShopCatalogue.Warehouses, items[0].Number("warehouse_id")).Text("city"));
            Assert.Equal(words.Cities[row.Destination], tables.Row(ShopCatalogue.CustomerAddresses, order.Number("address_id")).Text("city"));
            Assert.Equal((row.SoldAt.Microseconds, row.PromisedAt.Microseconds), (order.Number("ordered_at"), order.Number("promised_at")));
        }
    }

    [Fact]
    public void Histories_are_the_markets_changes()
    {
        ShopTables tables = Tables.Value;

        IEnumerable<string> expected = Played.Value.Changes.Select(change => $"{change.Id} {change.Status} {change.At.Microseconds}")
            .Concat(Played.Value.Orders.Select(row => $"{row.Id} {OrderStatus.Pending} {row.SoldAt.Microseconds}"));
        IEnumerable<string> found = tables[ShopCatalogue.OrderStatusHistory].Values
            .Select(row => $"{row.Text("order_id")} {row.Text("to_status")} {row.Number("changed_at")}");

        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Shipments_carry_the_orders_weight_and_cost()
    {
        ShopTables tables = Tables.Value;
        Dictionary<string, SalesRow> orders = Played.Value.Orders.ToDictionary(row => row.Id.ToString());

        Assert.All(tables[ShopCatalogue.Shipments].Values, shipment =>
        {
            SalesRow row = orders[shipment.Text("order_id")];
            Assert.Equal((row.Weight.Grams, row.ShippingCost.Cents), (shipment.Number("weight_grams"), shipment.Number("cost")));
        });
    }

    [Fact, Long]
    public void The_same_world_is_the_same_bytes_however_it_is_played()
    {
        PlayedShops apart = PlayedShops.PlayApart(null, Days, Cells);

        Assert.Equal(Played.Value.Logs.Count, apart.Logs.Count);
        for (int i = 0; i < apart.Logs.Count; i++)
        {
            Assert.Equal(Played.Value.Logs[i].Log, apart.Logs[i].Log);
        }

        Assert.All(Cells.Numbers, cell => Assert.Equal(Played.Value.States[cell], apart.States[cell]));
    }

    [Fact]
    public void A_shop_changes_nothing_about_orders_that_are_served()
    {
        List<SalesRow> plain = SimulatedCells.Play(Waybill.Sim.Faults.FaultPlan.None, 2, Cells, PlayedShops.Small with { Shop = null }).Orders;
        var served = Played.Value.Orders.Where(row => row.Id.Day < PlayedShops.StartDay + 2).ToDictionary(row => row.Id);

        Assert.True(plain.Count - served.Count < plain.Count / 10);
        Assert.All(plain.Where(row => served.ContainsKey(row.Id)), row => Assert.Equal(row with { SourceSeq = 0 }, served[row.Id] with { SourceSeq = 0 }));
    }

    [Fact]
    public void Transactions_come_in_order_of_time_with_numbers_of_their_cell()
    {
        var lastAt = new Dictionary<int, long>();
        var nextLsn = new Dictionary<int, long>();
        foreach ((int cell, int day, byte[] log) in Played.Value.Logs)
        {
            var reader = new ShopLogReader(log);
            while (reader.NextTransaction(out ShopTransaction transaction))
            {
                Assert.True(transaction.At.Microseconds >= lastAt.GetValueOrDefault(cell));
                Assert.Equal(day, transaction.At.Day);
                Assert.Equal(nextLsn.GetValueOrDefault(cell, (cell * 10_000_000_000_000) + 1), transaction.FirstLsn);
                Assert.Equal(cell, transaction.Number / 100_000_000_000);
                lastAt[cell] = transaction.At.Microseconds;
                nextLsn[cell] = transaction.FirstLsn + transaction.Changes;
            }
        }
    }

    [Fact]
    public void A_customer_changes_tier_at_most_once_a_day()
    {
        var tables = new ShopTables();
        var seen = new HashSet<(string Customer, int Day)>();
        int changes = 0;
        foreach ((_, int day, byte[] log) in Played.Value.Logs)
        {
            tables.Apply(log, (_, rows) =>
            {
                foreach (ShopTables.Change change in rows.Where(row => row.Table == ShopCatalogue.Customers && row.Op == ShopOp.Update && !row.IsDerived))
                {
                    if (!Equals(change.Before!["tier_id"], change.After!["tier_id"])) // updates have both
                    {
                        changes++;
                        Assert.True(seen.Add((change.After.Key, day)));
                    }
                }
            });
        }

        Assert.True(changes > 20);
    }

    [Fact]
    public void Ids_stay_below_those_that_a_database_makes()
    {
        ShopTables tables = Tables.Value;

        Assert.All(
            ShopCatalogue.All.Where(table => table.Columns[0].Kind == ShopColumnKind.Number).SelectMany(table => tables[table].Values),
            row => Assert.InRange((long)row.Values[0]!, 1, 999_999_999_999_999)); // keys are never null
    }

    [Fact]
    public void Counters_are_what_the_tables_say()
    {
        ShopTables tables = Tables.Value;
        var kpis = Played.Value.Kpis;
        IEnumerable<ShopRow> refunds = tables[ShopCatalogue.Payments].Values.Where(row => row.Text("kind") == "refund");

        Assert.Equal(tables[ShopCatalogue.Orders].Values.Sum(row => row.Number("subtotal")), kpis.GmvCents);
        Assert.Equal(tables[ShopCatalogue.Orders].Values.Sum(row => row.Number("discount")), kpis.DiscountCents);
        Assert.Equal(tables[ShopCatalogue.Orders].Values.Sum(row => row.Number("shipping_fee")), kpis.FeeCents);
        Assert.Equal(refunds.Sum(row => row.Number("amount")), kpis.RefundedCents);
        Assert.Equal(tables[ShopCatalogue.Inventory].Values.Sum(row => row.Number("on_hand")), kpis.OnHand);
        Assert.Equal(tables[ShopCatalogue.Inventory].Values.Sum(row => row.Number("reserved")), kpis.Reserved);
        Assert.Equal(tables[ShopCatalogue.Inventory].Values.Sum(row => row.Number("stock_value")), kpis.StockValueCents);
        Assert.Equal(tables[ShopCatalogue.Customers].Values.Sum(row => row.Number("points_balance")), kpis.Points);
        Assert.Equal(tables[ShopCatalogue.Customers].Count, kpis.Customers);
        Assert.Equal(tables[ShopCatalogue.Cart].Count, kpis.Carts);
        Assert.Equal(tables[ShopCatalogue.PurchaseOrders].Count, kpis.PurchaseOrders);
        Assert.Equal(tables[ShopCatalogue.StockAlerts].Count, kpis.Alerts);
        Assert.Equal(tables[ShopCatalogue.Reviews].Count, kpis.Reviews);
    }

    internal static ShopTables Replay(PlayedShops shops)
    {
        var tables = new ShopTables();
        foreach ((_, _, byte[] log) in shops.Logs)
        {
            tables.Apply(log);
        }

        return tables;
    }

    private static string ItemId(SalesRow row, int line) =>
        $"{(row.Id.Cell * 100_000_000_000) + ((((row.Id.Day - PlayedShops.StartDay) * 900_000L) + row.Id.Sequence) * 3) + line}";
}
