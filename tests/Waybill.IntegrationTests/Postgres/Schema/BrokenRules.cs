using static Waybill.IntegrationTests.Postgres.Schema.ShopStory;

namespace Waybill.IntegrationTests.Postgres.Schema;

/// <summary>At least one transaction for every way in which the shop refuses.</summary>
internal static class BrokenRules
{
    public static IReadOnlyDictionary<string, BrokenRule> All { get; } = Status().Concat(Money()).Concat(StockRules()).Concat(Returns()).Concat(Loyalty())
        .Concat(Journals()).ToDictionary(rule => rule.Name, rule => rule.Rule);

    private static IEnumerable<(string Name, BrokenRule Rule)> Status() =>
    [
        ("a state is skipped by update", new("WB101", "Order pending cannot go from Pending to Shipped", "update shop.orders set status = 'Shipped' where order_id = 'pending'")),
        ("a cancelled order lives again", new("WB101", "cancelled cannot go from Cancelled to Processing", "update shop.orders set status = 'Processing' where order_id = 'cancelled'")),
        ("a state is skipped by history", new("WB101", "Order pending cannot go from Pending to Delivered", Move("pending", "Delivered"))),
        ("an update goes back in time", new("WB102", "Order pending cannot be Processing at",
            "update shop.orders set status = 'Processing', status_at = '2026-03-01' where order_id = 'pending'")),
        ("history goes back in time", new("WB102", "Order pending cannot be Processing at", """
            insert into shop.order_status_history (order_id, status_no, from_status, to_status, changed_at)
            values ('pending', 2, 'Pending', 'Processing', '2026-03-01')
            """)),
        ("a status number is set by hand", new("WB103", "Order pending: status_no and status_at", "update shop.orders set status_no = 9 where order_id = 'pending'")),
        ("history has a hole", new("WB104", "Row 3 of order pending, from Pending, does not continue", """
            insert into shop.order_status_history (order_id, status_no, from_status, to_status, changed_at)
            values ('pending', 3, 'Pending', 'Processing', '2026-03-03')
            """)),
        ("history begins twice", new("23505", "order_status_history_pkey", """
            insert into shop.order_status_history (order_id, status_no, from_status, to_status, changed_at)
            values ('pending', 1, null, 'Pending', '2026-03-03')
            """)),
        ("nothing is handed over", new("WB105", "Order pending is Shipped, but no shipment",
            Stock("reservation", 1, 1) + Stock("pick", 1, -1) + Move("pending", "Processing", "Shipped"))),
        ("an order is delivered before its shipment", new("WB106", "Order shipped is Delivered, but shipment 2",
            Pay(2, "shipped", 10) + "update shop.orders set status = 'Delivered' where order_id = 'shipped'")),
        ("a delivered order takes another shipment", new("WB106", "Order delivered is delivered, but shipment 9", Ship(9, "delivered", delivered: false))),
        ("a delivered shipment is on its way again", new("WB106", "Order delivered is delivered, but shipment 3",
            "update shop.shipments set status = 'in_transit', delivered_at = null where order_id = 'delivered'")),
        ("an order is shipped and delivered at once without its goods", new("WB305", "Order pending is Delivered, but 0 of 1 units of item 1 were picked",
            Pay(9, "pending", 10) + Ship(9, "pending", delivered: true) + Move("pending", "Processing", "Shipped", "Delivered"))),
        ("an order is returned without a return", new("WB107", "Order delivered is Returned, but there is no return",
            "update shop.orders set status = 'Returned' where order_id = 'delivered'")),
        ("the only return is rejected", new("WB107", "so its only return 4 cannot be rejected",
            "update shop.order_return set status = 'rejected', closed_at = '2026-03-03' where return_id = 4")),
        ("an order begins shipped", new("WB108", "Order new must begin as Pending", Place("new", 9).Replace(
            "status_at, ordered_at)\n", "status, status_at, ordered_at)\n", StringComparison.Ordinal).Replace(
            "'2026-03-02 08:00', '2026-03-02 08:00'", "'Shipped', '2026-03-02 08:00', '2026-03-02 08:00'", StringComparison.Ordinal))),
        ("a shipment changes its order", new("WB109", "Shipment 2 cannot change its order", "update shop.shipments set order_id = 'pending' where shipment_id = 2")),
    ];

    private static IEnumerable<(string Name, BrokenRule Rule)> Money() =>
    [
        ("an order differs from its items", new("WB201", "Order pending says subtotal 11.00", "update shop.orders set subtotal = 11, total = 11 where order_id = 'pending'")),
        ("an item goes and the total stays", new("WB201", "Order pending says", """
            insert into shop.order_items (order_id, line_no, product_id, warehouse_id, quantity, unit_price, line_total) values ('pending', 2, 1, 1, 1, 1, 1)
            """)),
        ("an order without items", new("WB202", "Order pending has no items", "delete from shop.order_items where order_id = 'pending'")),
        ("a total that does not add up", new("23514", "order_total_adds_up", "update shop.orders set total = 9 where order_id = 'pending'")),
        ("a line that does not add up", new("23514", "order_item_total_adds_up", "update shop.order_items set line_total = 9 where order_item_id = 1")),
        ("more is captured than the order costs", new("WB203", "Order pending costs 10.00, but 11.00", Pay(9, "pending", 11))),
        ("more is refunded than was captured", new("WB204", "Order delivered: 21.00 would be refunded of 20.00", Pay(9, "delivered", -21))),
        ("an order is delivered unpaid", new("WB205", "Order shipped is Delivered, but 0 of 10.00 is paid",
            "update shop.shipments set status = 'delivered', delivered_at = '2026-03-03' where shipment_id = 2; "
            + "update shop.orders set status = 'Delivered' where order_id = 'shipped'")),
        ("a cancelled order keeps the money", new("WB206", "Order pending is cancelled, but only 0 of 10.00", Pay(9, "pending", 10) + Move("pending", "Cancelled"))),
        ("a promotion is over", new("WB207", "uses promotion 1, which does not run then", "update shop.orders set promotion_id = 1 where order_id = 'pending'")),
        ("a payment changes its amount", new("WB208", "Payment 3 cannot change", "update shop.payments set amount = 1 where payment_id = 3")),
        ("two prices at a time", new("WB209", "Price 2 of product 1 in channel 1 holds at the same time as price 1",
            "insert into shop.product_prices (price_id, product_id, channel_id, price, valid_from) values (2, 1, 1, 11, '2026-02-01')")),
    ];

    private static IEnumerable<(string Name, BrokenRule Rule)> StockRules() =>
    [
        ("more is reserved than there is", new("WB301", "asks layer 3 (product 2, warehouse 1) for 2 units, 1 are free",
            Place("new", 9, quantity: 2, product: 2) + Stock("reservation", 9, 2, layer: 3, product: 2))),
        ("more is picked than was reserved", new("WB301", "takes 1 reserved units from layer 1", Stock("pick", 1, -1))),
        ("an order reserves what is not there", new("WB301", "Order new wants 2 units of product 2 from warehouse 1, 1 are free",
            Place("new", 9, quantity: 2, product: 2) + "select shop.reserve_order('new', '2026-03-02 09:00')")),
        ("stock is written down below zero", new("WB301", "Movement", """
            insert into shop.inventory_log (layer_id, warehouse_id, product_id, kind, quantity, unit_cost, occurred_at) values (3, 1, 2, 'adjustment', -2, 7, '2026-03-03')
            """)),
        ("stock falls below zero for a while", new("WB301", "Movement 11 asks layer 3", """
            insert into shop.inventory_log (movement_id, layer_id, warehouse_id, product_id, kind, quantity, unit_cost, occurred_at)
            values (12, 3, 1, 2, 'adjustment', 5, 7, '2026-03-03'), (11, 3, 1, 2, 'adjustment', -2, 7, '2026-03-03')
            """)),
        ("a layer that is not there", new("WB302", "there is no layer 77", Stock("reservation", 1, 1, layer: 77))),
        ("a layer at another cost", new("WB302", "layer 3 holds product 2 of warehouse 1 at 7.00", """
            insert into shop.inventory_log (layer_id, warehouse_id, product_id, kind, quantity, unit_cost, occurred_at) values (3, 1, 2, 'adjustment', 1, 8, '2026-03-03')
            """)),
        ("a layer is received twice", new("23505", "inventory_log_one_receipt_a_layer", """
            insert into shop.inventory_log (layer_id, warehouse_id, product_id, kind, quantity, unit_cost, occurred_at) values (1, 1, 1, 'receipt', 1, 4, '2026-03-03')
            """)),
        ("a warehouse receives what it does not keep", new("WB302", "warehouse 1 does not keep product 3", """
            insert into shop.inventory_log (layer_id, warehouse_id, product_id, kind, quantity, unit_cost, occurred_at) values (9, 1, 3, 'receipt', 1, 4, '2026-03-03')
            """)),
        ("more is reserved than was bought", new("WB303", "Item 1 of order pending: 1 units were bought, 2 reserved", Stock("reservation", 1, 2))),
        ("an item reserves other stock", new("WB303", "Item 1 of order pending is product 1", Stock("reservation", 1, 1, layer: 3, product: 2))),
        ("a younger layer is reserved first", new("WB304", "reserves from layer 2, but the older layer 1", Stock("reservation", 1, 1, layer: 2))),
        ("an order is shipped without its goods", new("WB305", "Order pending is Shipped, but 0 of 1 units of item 1 were picked",
            Ship(9, "pending", delivered: false) + Move("pending", "Processing", "Shipped"))),
        ("a cancelled order keeps its goods", new("WB305", "Order pending is cancelled, but 1 units",
            Stock("reservation", 1, 1) + Move("pending", "Cancelled"))),
        ("damaged goods go back into stock", new("WB305", "Item 3 of order delivered: 1 units are back in stock",
            Return(3, "delivered", 3, 1, 5, "damaged") + Stock("return", 3, 1))),
        ("more is received than was ordered", new("WB306", "than purchase order 1 asks for (20 units", """
            insert into shop.inventory_log (layer_id, warehouse_id, product_id, kind, quantity, unit_cost, purchase_order_id, occurred_at)
            values (9, 1, 1, 'receipt', 1, 4, 1, '2026-03-03')
            """)),
        ("stock is set by hand", new("WB307", "Stock of product 1 cannot be changed by hand", "update shop.inventory set on_hand = 100 where product_id = 1")),
        ("stock begins with something", new("WB307", "Stock of warehouse 1 must begin", "insert into shop.inventory (warehouse_id, product_id, on_hand) values (1, 3, 5)")),
        ("a layer is written by hand", new("WB307", "Layer 1 cannot be written", "update shop.inventory_layers set quantity_left = 9 where layer_id = 1")),
        ("an item moves to another order", new("WB308", "Item 1 cannot move", "update shop.order_items set order_id = 'shipped', line_no = 2 where order_item_id = 1")),
        ("an order that is not there is reserved", new("WB309", "There is no order nothing", "select shop.reserve_order('nothing', '2026-03-03')")),
        ("a closed order is reserved", new("WB310", "Order cancelled is Cancelled", "select shop.reserve_order('cancelled', '2026-03-03')")),
    ];

    private static IEnumerable<(string Name, BrokenRule Rule)> Returns() =>
    [
        ("what is under way comes back", new("WB401", "Return 9: order shipped is Shipped", Return(9, "shipped", 2, 1, 10))),
        ("more comes back than was bought", new("WB402", "3 units of item 3 would be back, 2 were bought", Return(9, "delivered", 3, 3, 10))),
        ("two returns bring back too much", new("WB402", "3 units of item 3 would be back", Return(8, "delivered", 3, 2, 10) + Return(9, "delivered", 3, 1, 10))),
        ("a return differs from its items", new("WB403", "Return 9 says refund 9.00, its 1 items say 10.00",
            Return(9, "delivered", 3, 1, 10) + "update shop.order_return set refund_amount = 9 where return_id = 9")),
        ("a return has items of another order", new("WB404", "Return 9 is of order delivered, item 4 belongs to order returned", Return(9, "delivered", 4, 1, 10))),
        ("a refund above the price", new("WB405", "25.00 would be refunded for item 3, which cost 20.00", Return(9, "delivered", 3, 1, 25))),
        ("a return is refunded without a payment", new("WB406", "Return 4 is refunded with refund 10.00, its payments say 0",
            "update shop.order_return set status = 'refunded', received_at = '2026-03-03', closed_at = '2026-03-03' where return_id = 4")),
        ("a stranger writes a review", new("WB407", "Review 1: item 3 belongs to order delivered of customer 2",
            "insert into shop.reviews (review_id, customer_id, order_item_id, rating, created_at) values (1, 1, 3, 5, '2026-03-03')")),
        ("a review comes before the goods", new("WB407", "which is Shipped",
            "insert into shop.reviews (review_id, customer_id, order_item_id, rating, created_at) values (1, 2, 2, 5, '2026-03-03')")),
        ("a return changes its order", new("WB408", "Return 4 cannot change its order", "update shop.order_return set order_id = 'delivered' where return_id = 4")),
    ];

    private static IEnumerable<(string Name, BrokenRule Rule)> Loyalty() =>
    [
        ("more points are taken than there are", new("WB501", "takes 21 points from customer 2, who has 20", Points(2, "redeem", -21))),
        ("points are below zero for a while", new("WB501", "takes 21 points from customer 2, who has 20", """
            insert into shop.loyalty_ledger (entry_id, customer_id, kind, points, occurred_at)
            values (2, 2, 'adjust', 50, '2026-03-03 11:00'), (1, 2, 'redeem', -21, '2026-03-03 10:00')
            """)),
        ("points for another's order", new("WB502", "is for customer 1, but order pending belongs to customer 2", Points(1, "earn", 5, "pending"))),
        ("an order earns twice", new("23505", "loyalty_ledger_one_earning_an_order", Points(2, "earn", 5, "delivered"))),
        ("a tier's history is written by hand", new("WB504", "Tiers of customer 1 cannot be written by hand",
            "insert into shop.customer_tier_history (customer_id, changed_at, tier_id) values (1, '2026-03-09', 2)")),
        ("a tier begins before the one before it", new("WB505", "Customer 1 comes into a tier before the one that they have",
            "update shop.customers set tier_id = 2 where customer_id = 1")),
        ("points are set by hand", new("WB503", "Points of customer 1 cannot be changed", "update shop.customers set points_balance = 7 where customer_id = 1")),
        ("a customer begins with points", new("WB503", "Customer 9 must begin with no points", """
            insert into shop.customers (customer_id, full_name, email, channel_id, tier_id, tier_since, points_balance, registered_at)
            values (9, 'Rich', 'rich@example.com', 1, 1, '2026-03-01', 5, '2026-03-01')
            """)),
    ];

    private static IEnumerable<(string Name, BrokenRule Rule)> Journals()
    {
        foreach (var journal in (string[])["customer_tier_history", "inventory_log", "loyalty_ledger", "order_status_history"])
        {
            yield return ($"{journal} is changed", new("WB601", $"of shop.{journal} cannot be changed or deleted", $"update shop.{journal} set updated_at = now()"));
            yield return ($"rows of {journal} are deleted", new("WB601", $"of shop.{journal} cannot be changed or deleted", $"delete from shop.{journal}"));
        }

        foreach (var kept in (string[])["customers", "inventory", "inventory_layers", "order_return", "orders", "payments", "products", "shipments"])
        {
            yield return ($"rows of {kept} are deleted", new("WB602", $"of shop.{kept} cannot be deleted", $"delete from shop.{kept}"));
        }

        yield return ("a table is truncated", new("WB603", "Table shop.orders cannot be truncated", "truncate shop.orders cascade"));
    }
}
