using Waybill.Events.Shop;
using Xunit;

namespace Waybill.Tests.Sim.Shop;

/// <summary>
/// What must be true at every commit: stock, money and points add up, and orders have what their state demands. The same rules
/// as those of the database, written once more from its journals.
/// </summary>
internal sealed class ShopInvariants(ShopTables tables)
{
    private readonly Dictionary<long, Layer> _layers = [];
    private readonly Dictionary<(long House, long Product), SortedSet<(long ReceivedAt, long Id)>> _stocks = [];
    private readonly Dictionary<long, (long Reserved, long Picked, long Returned)> _items = [];
    private readonly Dictionary<string, List<long>> _itemsOfOrder = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _paymentsOfOrder = new(StringComparer.Ordinal);
    private readonly Dictionary<long, long> _points = [];

    public int Transactions { get; private set; }

    public void Check(ShopTransaction transaction, IReadOnlyList<ShopTables.Change> changes)
    {
        Transactions++;
        var orders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (ShopTables.Change change in changes)
        {
            ShopRow row = (change.After ?? change.Before)!; // one of both is there
            switch (change.Table.Name)
            {
                case "order_items":
                    Remember(_itemsOfOrder, row.Text("order_id"), row.Number("order_item_id"));
                    break;
                case "payments" when change.Op == ShopOp.Insert:
                    Remember(_paymentsOfOrder, row.Text("order_id"), row.Key);
                    break;
                case "inventory_log":
                    Move(row);
                    break;
                case "loyalty_ledger":
                    Book(row);
                    break;
            }

            if (row.Table.Columns.Any(column => column.Name == "order_id") && row["order_id"] is string order)
            {
                orders.Add(order);
            }
        }

        foreach (string order in orders)
        {
            CheckOrder(tables.Row(ShopCatalogue.Orders, order));
        }

        foreach (ShopTables.Change change in changes)
        {
            CheckSums(change);
        }
    }

    /// <summary>Nothing is derived that the journals do not say, and nothing is missing.</summary>
    public void CheckEverything()
    {
        Assert.Equal(_layers.Count, tables[ShopCatalogue.InventoryLayers].Count);
        Assert.All(tables[ShopCatalogue.InventoryLayers].Values, CheckLayer);
        Assert.All(tables[ShopCatalogue.Inventory].Values, CheckStock);
        Assert.All(tables[ShopCatalogue.Customers].Values, CheckPoints);
        Assert.All(tables[ShopCatalogue.CustomerTierHistory].Values.GroupBy(row => row.Number("customer_id")), CheckTier);
        Assert.Equal(
            tables[ShopCatalogue.Customers].Count, tables[ShopCatalogue.CustomerTierHistory].Values.Select(row => row.Number("customer_id")).Distinct().Count());
        Assert.All(tables[ShopCatalogue.Orders].Values, CheckOrder);
    }

    private static void Remember<T>(Dictionary<string, List<T>> lists, string key, T value)
    {
        if (!lists.TryGetValue(key, out List<T>? list))
        {
            lists[key] = list = [];
        }

        list.Add(value);
    }

    private void Move(ShopRow row)
    {
        long units = row.Number("quantity");
        string kind = row.Text("kind");
        (long House, long Product) stock = (row.Number("warehouse_id"), row.Number("product_id"));
        long id = row.Number("layer_id");
        if (kind == "receipt")
        {
            _layers.Add(id, new Layer(stock, row.Number("occurred_at"), row.Number("unit_cost")));
            _stocks.TryAdd(stock, []);
            _stocks[stock].Add((row.Number("occurred_at"), id));
        }

        Layer layer = _layers[id];
        Assert.Equal((stock, layer.Cost), (layer.Stock, row.Number("unit_cost")));
        if (kind == "reservation" && units > 0)
        {
            Assert.All(
                _stocks[stock].TakeWhile(older => older.Id != id),
                older => Assert.True(_layers[older.Id].Left == _layers[older.Id].Reserved, $"Layer {older.Id} is older than {id} and has free units"));
        }

        layer.Left += kind == "reservation" ? 0 : units;
        layer.Reserved += kind is "reservation" or "pick" ? units : 0;
        Assert.InRange(layer.Reserved, 0, layer.Left);
        if (row["order_item_id"] is long item)
        {
            (long reserved, long picked, long returned) = _items.GetValueOrDefault(item);
            _items[item] = kind switch
            {
                "reservation" => (reserved + units, picked, returned),
                "pick" => (reserved, picked - units, returned),
                _ => (reserved, picked, returned + units),
            };
        }
    }

    private void Book(ShopRow row)
    {
        long customer = row.Number("customer_id");
        _points[customer] = _points.GetValueOrDefault(customer) + row.Number("points");
        Assert.True(_points[customer] >= 0, $"Customer {customer} has {_points[customer]} points");
        if (row["order_id"] is string order)
        {
            Assert.Equal(customer, tables.Row(ShopCatalogue.Orders, order).Number("customer_id"));
        }
    }

    private void CheckTier(IGrouping<long, ShopRow> history)
    {
        ShopRow last = history.MaxBy(row => row.Number("changed_at"))!; // a group is never empty
        ShopRow customer = tables.Row(ShopCatalogue.Customers, history.Key);
        Assert.Equal((customer.Number("tier_id"), customer.Number("tier_since")), (last.Number("tier_id"), last.Number("changed_at")));
    }

    private void CheckSums(ShopTables.Change change)
    {
        switch (change.Table.Name)
        {
            case "inventory_log":
                CheckLayer(tables.Row(ShopCatalogue.InventoryLayers, change.After!.Number("layer_id"))); // journals only insert
                CheckStock(tables.Row(ShopCatalogue.Inventory, $"{change.After.Number("warehouse_id")}|{change.After.Number("product_id")}"));
                break;
            case "loyalty_ledger" or "customers":
                CheckPoints(tables.Row(ShopCatalogue.Customers, change.After!.Number("customer_id"))); // customers are never deleted
                break;
        }
    }

    private void CheckLayer(ShopRow row)
    {
        Layer layer = _layers[row.Number("layer_id")];
        Assert.Equal((layer.Left, layer.Reserved), (row.Number("quantity_left"), row.Number("quantity_reserved")));
        Assert.Equal((layer.ReceivedAt, layer.Cost), (row.Number("received_at"), row.Number("unit_cost")));
    }

    private void CheckStock(ShopRow row)
    {
        IEnumerable<Layer> layers = _stocks.GetValueOrDefault((row.Number("warehouse_id"), row.Number("product_id")), [])
            .Select(place => _layers[place.Id]);
        Assert.Equal(
            (layers.Sum(layer => layer.Left), layers.Sum(layer => layer.Reserved), layers.Sum(layer => layer.Left * layer.Cost)),
            (row.Number("on_hand"), row.Number("reserved"), row.Number("stock_value")));
    }

    private void CheckPoints(ShopRow row) => Assert.Equal(_points.GetValueOrDefault(row.Number("customer_id")), row.Number("points_balance"));

    private void CheckOrder(ShopRow order)
    {
        string id = order.Text("order_id");
        string status = order.Text("status");
        List<ShopRow> items = [.. _itemsOfOrder[id].Select(item => tables.Row(ShopCatalogue.OrderItems, item))];
        Assert.Equal(items.Sum(item => item.Number("quantity") * item.Number("unit_price")), order.Number("subtotal"));
        Assert.Equal(items.Sum(item => item.Number("discount")), order.Number("discount"));
        Assert.All(items, item => Assert.InRange(item.Number("discount"), 0, item.Number("quantity") * item.Number("unit_price")));
        Assert.Equal(order.Number("subtotal") - order.Number("discount") + order.Number("shipping_fee"), order.Number("total"));
        CheckMoney(order, status);
        foreach (ShopRow item in items)
        {
            (long reserved, long picked, long returned) = _items.GetValueOrDefault(item.Number("order_item_id"));
            Assert.True(returned <= picked && picked <= reserved && reserved <= item.Number("quantity"), $"Item {item.Key} moved {reserved}, {picked}, {returned}");
            Assert.True(status != "Cancelled" || (reserved, picked) == (0, 0), $"Item {item.Key} of a cancelled order holds stock");
            Assert.True(status is "Pending" or "Processing" or "Cancelled" || picked == item.Number("quantity"), $"Item {item.Key} was not picked");
        }

        ShopRow last = tables.Row(ShopCatalogue.OrderStatusHistory, $"{id}|{order.Number("status_no")}");
        Assert.Equal((status, order.Number("status_at"), order["status_reason"]), (last.Text("to_status"), last.Number("changed_at"), last["reason"]));
    }

    private void CheckMoney(ShopRow order, string status)
    {
        List<ShopRow> payments = [.. _paymentsOfOrder.GetValueOrDefault(order.Key, []).Select(key => tables.Row(ShopCatalogue.Payments, key))];
        long captured = payments.Where(payment => payment.Text("status") == "captured").Sum(payment => payment.Number("amount"));
        long refunded = payments.Where(payment => payment.Text("kind") == "refund").Sum(payment => payment.Number("amount"));
        Assert.InRange(captured, 0, order.Number("total"));
        Assert.InRange(refunded, 0, captured);
        Assert.True(status is not ("Delivered" or "Returned") || captured == order.Number("total"), $"Order {order.Key} was delivered unpaid");
        Assert.True(status != "Cancelled" || captured == refunded, $"Order {order.Key} was cancelled unrefunded");
    }

    private sealed class Layer((long House, long Product) stock, long receivedAt, long cost)
    {
        public (long House, long Product) Stock => stock;

        public long ReceivedAt => receivedAt;

        public long Cost => cost;

        public long Left { get; set; }

        public long Reserved { get; set; }
    }
}
