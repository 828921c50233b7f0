using System.Globalization;

namespace Waybill.Tests.Pipeline.Shop;

/// <summary>
/// Some days of a small shop, from a number: customers who move, orders that go through their lives, payments that are declined,
/// stock that is received, reserved, picked and taken back, visits, carts, points.
/// </summary>
internal sealed class ShopStory
{
    private const int Days = 4;
    private readonly ShopChanges _changes = new();
    private readonly List<(string Id, int Number, int Customer, int Quantity)> _open = [];
    private ulong _state;
    private int _ids;

    private ShopStory(int seed) => _state = ((ulong)seed * 0x9E3779B97F4A7C15) + 1;

    public static IReadOnlyList<Drop> Tell(int seed, int ordersPerDay)
    {
        var story = new ShopStory(seed);
        var drops = new List<Drop>();
        story.Open();
        for (var day = 0; day < Days; day++)
        {
            story.Day(day, ordersPerDay);
            drops.AddRange(story._changes.Land(day + 1));
        }

        return drops;
    }

    private void Open()
    {
        _changes.Insert("channels", ("channel_id", 1), ("name", "Website"), ("fee_percent", "0.00"))
            .Insert("channels", ("channel_id", 2), ("name", "Tiki"), ("fee_percent", "7.50"))
            .Insert("loyalty_tiers", ("tier_id", 1), ("name", "Bronze")).Insert("loyalty_tiers", ("tier_id", 2), ("name", "Silver"))
            .Insert("warehouses", ("warehouse_id", 1), ("city", "Jakarta")).Insert("products", ("product_id", 1), ("sku", "P1"))
            .Insert("inventory", ("warehouse_id", 1), ("product_id", 1))
            .Move(++_ids, "receipt", layer: 1, quantity: 500, cost: 5, day: 0).Move(++_ids, "receipt", layer: 2, quantity: 500, cost: 6, day: 0.25);
        for (var customer = 1; customer <= 12; customer++)
        {
            _changes.Insert("customers", ("customer_id", customer), ("full_name", "C" + customer), ("phone", "0812 000 0" + (100 + customer)), ("tier_id", 1))
                .Insert("customer_tier_history", ("customer_id", customer), ("tier_id", 1))
                .Insert("customer_addresses", ("address_id", customer), ("customer_id", customer), ("city", "Bogor"));
        }
    }

    private void Day(int day, int orders)
    {
        foreach (var order in _open.ToList().Where(_ => Next(2) == 0))
        {
            Finish(order, day);
        }

        for (var i = 0; i < orders; i++)
        {
            Place(day);
        }

        if (Next(2) == 0)
        {
            var customer = 1 + Next(12);
            _changes.Update("customers", ("customer_id", customer), ("full_name", "C" + customer), ("tier_id", 2), ("tier_since", ShopChanges.Day(day + 0.9)))
                .Insert("customer_tier_history", ("customer_id", customer), ("changed_at", ShopChanges.Day(day + 0.9)), ("tier_id", 2))
                .Insert("customer_addresses", ("address_id", 100 + day), ("customer_id", customer), ("city", "Depok"), ("created_at", ShopChanges.Day(day + 0.8)))
                .Insert("stock_alerts", ("alert_id", day), ("kind", "reorder"), ("raised_at", ShopChanges.Day(day + 0.5)));
        }
    }

    private void Place(int day)
    {
        var number = ++_ids;
        var id = string.Create(CultureInfo.InvariantCulture, $"26010{day + 1}-0001-{number:D5}");
        var at = day + (Next(1000) / 1100.0);
        var customer = 1 + Next(12);
        var quantity = 1 + Next(3);
        var amount = Text(quantity * 10) + ".00";
        var channel = 1 + Next(2);
        _changes
            .Insert("customer_activity_log", ("activity_id", number), ("session_id", "s" + number), ("event", "view"), ("product_id", 1), ("channel_id", channel), ("occurred_at", ShopChanges.Day(at)))
            .Insert("cart", ("cart_id", number), ("session_id", "s" + number), ("status", "ordered"), ("order_id", id), ("created_at", ShopChanges.Day(at)), ("closed_at", ShopChanges.Day(at)))
            .Insert("cart_items", ("cart_id", number), ("product_id", 1), ("quantity", quantity))
            .Order(id, at, ("customer_id", customer), ("address_id", customer), ("channel_id", channel), ("session_id", "s" + number), ("device_id", "d" + customer),
                ("subtotal", amount), ("total", amount), ("status", "Pending"))
            .Insert("order_status_history", ("order_id", id), ("status_no", 1), ("to_status", "Pending"), ("changed_at", ShopChanges.Day(at)))
            .Insert("order_items", ("order_item_id", number), ("order_id", id), ("product_id", 1), ("quantity", quantity), ("unit_price", "10.00"), ("line_total", amount))
            .Move(++_ids, "reservation", layer: 1, quantity: quantity, cost: 5, day: at, item: number)
            .Insert("payments", ("payment_id", number), ("order_id", id), ("kind", "charge"), ("method", "card"), ("status", Next(5) == 0 ? "declined" : "captured"),
                ("amount", amount), ("card_bin", "400000"), ("card_last4", Text(1000 + customer)), ("attempted_at", ShopChanges.Day(at)), ("settled_at", ShopChanges.Day(at)));
        _open.Add((id, number, customer, quantity));
    }

    private void Finish((string Id, int Number, int Customer, int Quantity) order, int day)
    {
        var at = day + (Next(100) / 1000.0);
        if (Next(6) == 0)
        {
            Move(order, 2, "Cancelled", at);
            _open.Remove(order);
            return;
        }

        Move(order, 2, "Shipped", at);
        Move(order, 3, "Delivered", at + 0.5);
        _changes.Move(++_ids, "pick", layer: 1, quantity: -order.Quantity, cost: 5, day: at, item: order.Number)
            .Insert("shipments", ("shipment_id", order.Number), ("order_id", order.Id), ("cost", "3.00"))
            .Insert("loyalty_ledger", ("entry_id", order.Number), ("customer_id", order.Customer), ("kind", "earn"), ("points", 5), ("occurred_at", ShopChanges.Day(at)));
        if (Next(3) == 0)
        {
            _changes
                .Insert("order_return", ("return_id", order.Number), ("order_id", order.Id), ("status", "refunded"), ("refund_amount", "10.00"), ("requested_at", ShopChanges.Day(at)))
                .Insert("return_items", ("return_item_id", order.Number), ("return_id", order.Number), ("order_item_id", order.Number), ("refund_amount", "10.00"), ("condition", "resellable"))
                .Insert("payments", ("payment_id", 100_000 + order.Number), ("order_id", order.Id), ("kind", "refund"), ("return_id", order.Number), ("status", "settled"),
                    ("amount", "10.00"), ("attempted_at", ShopChanges.Day(at)), ("settled_at", ShopChanges.Day(at + 0.2)))
                .Move(++_ids, "return", layer: 1, quantity: 1, cost: 5, day: at, item: order.Number, returned: order.Number);
        }

        _open.Remove(order);
    }

    private void Move((string Id, int Number, int Customer, int Quantity) order, int number, string status, double at) => _changes
        .Insert("order_status_history", ("order_id", order.Id), ("status_no", number), ("to_status", status), ("changed_at", ShopChanges.Day(at)))
        .Update("orders", ("order_id", order.Id), ("customer_id", order.Customer), ("address_id", order.Customer), ("session_id", "s" + order.Number), ("device_id", "d" + order.Customer),
            ("subtotal", Text(order.Quantity * 10) + ".00"), ("total", Text(order.Quantity * 10) + ".00"), ("status", status), ("status_at", ShopChanges.Day(at)));

    // SplitMix64 (Steele, Lea, Flood 2014): the stories of a number are the same for ever.
    private int Next(int limit)
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)limit);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
