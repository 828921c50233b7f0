using System.Globalization;

namespace Waybill.IntegrationTests.Postgres.Schema;

/// <summary>
/// A small shop on 2 March 2026: one warehouse with two layers of product 1 and a single unit of product 2, two customers, and the orders
/// <c>pending</c>, <c>shipped</c>, <c>delivered</c> (two units), <c>returned</c> and <c>cancelled</c> with the items 1 to 5 at 10.00.
/// The methods give the SQL of single steps, with which tests write their own good and bad transactions.
/// </summary>
internal static class ShopStory
{
    public static string Sql => $"""
        begin;
        insert into shop.loyalty_tiers (tier_id, name, position, min_spend, points_per_unit) values (1, 'Bronze', 1, 0, 1), (2, 'Silver', 2, 1000, 1.5);
        insert into shop.channels (channel_id, name, kind) values (1, 'Website', 'own'), (2, 'Tiki', 'marketplace');
        insert into shop.categories (category_id, name) values (1, 'Books');
        insert into shop.suppliers (supplier_id, name, country_code, lead_days_mean) values (1, 'Press', 'VN', 5);
        insert into shop.warehouses (warehouse_id, code, name, city, country_code) values (1, 'SGN', 'Saigon 1', 'Saigon', 'VN');
        insert into shop.carriers (carrier_id, name) values (1, 'GHN');
        insert into shop.products (product_id, sku, name, category_id, supplier_id, weight_grams, launched_at)
        select n, 'SKU-' || n, 'Book ' || n, 1, 1, 300, '2026-01-01' from generate_series(1, 3) n;
        insert into shop.product_prices (price_id, product_id, channel_id, price, valid_from) values (1, 1, 1, 10, '2026-01-01');
        insert into shop.promotions (promotion_id, name, kind, value, starts_at, ends_at) values (1, 'First of March', 'percent', 10, '2026-03-01', '2026-03-02');
        insert into shop.customers (customer_id, full_name, email, channel_id, tier_id, tier_since, registered_at)
        values (1, 'Lan', 'lan@example.com', 1, 1, '2026-03-01', '2026-03-01'), (2, 'Minh', 'minh@example.com', 1, 1, '2026-03-01', '2026-03-01');
        insert into shop.customer_addresses (address_id, customer_id, recipient, line1, city, country_code, created_at)
        values (1, 1, 'Lan', '1 Le Loi', 'Saigon', 'VN', '2026-03-01'), (2, 2, 'Minh', '2 Le Loi', 'Saigon', 'VN', '2026-03-01');
        insert into shop.inventory (warehouse_id, product_id) values (1, 1), (1, 2);
        insert into shop.purchase_orders (purchase_order_id, supplier_id, warehouse_id, product_id, quantity, unit_cost, ordered_at, expected_at)
        values (1, 1, 1, 1, 20, 4, '2026-02-20', '2026-03-01');
        insert into shop.inventory_log (layer_id, warehouse_id, product_id, kind, quantity, unit_cost, purchase_order_id, occurred_at)
        values (1, 1, 1, 'receipt', 20, 4, 1, '2026-03-01 01:00'), (2, 1, 1, 'receipt', 5, 5, null, '2026-03-01 02:00'),
            (3, 1, 2, 'receipt', 1, 7, null, '2026-03-01 02:00');
        {Place("pending", 1)}
        {Place("shipped", 2)}
        {Place("delivered", 3, quantity: 2)}
        {Place("returned", 4)}
        {Place("cancelled", 5)}
        {Stock("reservation", 2, 1)} {Stock("pick", 2, -1)} {Ship(2, "shipped", delivered: false)} {Move("shipped", "Processing", "Shipped")}
        {Stock("reservation", 3, 2)} {Stock("pick", 3, -2)} {Ship(3, "delivered", delivered: true)} {Move("delivered", "Processing", "Shipped", "Delivered")}
        {Stock("reservation", 4, 1)} {Stock("pick", 4, -1)} {Ship(4, "returned", delivered: true)} {Pay(4, "returned", 10)}
        {Move("returned", "Processing", "Shipped", "Delivered", "Returned")} {Return(4, "returned", 4, 1, 10)}
        {Stock("reservation", 5, 1)} {Stock("reservation", 5, -1)} {Move("cancelled", "Cancelled")}
        {Pay(3, "delivered", 20)} {Points(2, "earn", 20, "delivered")}
        commit;
        """;

    /// <summary>An order of one line at 10.00 for customer 2.</summary>
    public static string Place(string order, long item, int quantity = 1, long product = 1, decimal price = 10) => Invariant($"""
        insert into shop.orders (order_id, customer_id, channel_id, address_id, subtotal, total, status_at, ordered_at)
        values ('{order}', 2, 1, 2, {quantity * price}, {quantity * price}, '2026-03-02 08:00', '2026-03-02 08:00');
        insert into shop.order_items (order_item_id, order_id, line_no, product_id, warehouse_id, quantity, unit_price, line_total)
        values ({item}, '{order}', 1, {product}, 1, {quantity}, {price}, {quantity * price});
        """);

    /// <summary>A row of inventory_log for an item.</summary>
    public static string Stock(string kind, long item, int quantity, long layer = 1, long product = 1) => Invariant($"""
        insert into shop.inventory_log (layer_id, warehouse_id, product_id, kind, quantity, unit_cost, order_item_id, return_item_id, occurred_at)
        values ({layer}, 1, {product}, '{kind}', {quantity}, {layer switch { 1 => 4, 2 => 5, _ => 7 }}, {item}, {(kind == "return" ? item : "null")}, '2026-03-02 09:00');
        """);

    /// <summary>History rows that take a Pending order through states, an hour each.</summary>
    public static string Move(string order, params string[] states)
    {
        var rows = states.Select((to, i) => Invariant(
            $"('{order}', {i + 2}, '{(i == 0 ? "Pending" : states[i - 1])}', '{to}', timestamptz '2026-03-02 09:00' + interval '{i} hour')"));
        return $"insert into shop.order_status_history (order_id, status_no, from_status, to_status, changed_at) values {string.Join(", ", rows)};";
    }

    public static string Ship(long shipment, string order, bool delivered) => Invariant($"""
        insert into shop.shipments (shipment_id, order_id, warehouse_id, carrier_id, tracking_number, status, weight_grams, created_at, handed_over_at, delivered_at)
        values ({shipment}, '{order}', 1, 1, 'T{shipment}', '{(delivered ? "delivered" : "in_transit")}', 300, '2026-03-02 09:00', '2026-03-02 10:00',
            {(delivered ? "'2026-03-02 11:00'" : "null")});
        """);

    /// <summary>A captured charge, or a settled refund when the amount is below zero.</summary>
    public static string Pay(long payment, string order, decimal amount, long? forReturn = null) => Invariant($"""
        insert into shop.payments (payment_id, order_id, kind, return_id, method, status, amount, attempted_at, settled_at)
        values ({payment}, '{order}', '{(amount < 0 ? "refund" : "charge")}', {forReturn?.ToString(CultureInfo.InvariantCulture) ?? "null"}, 'wallet',
            '{(amount < 0 ? "settled" : "captured")}', {Math.Abs(amount)}, '2026-03-02 08:30', '2026-03-02 08:30');
        """);

    /// <summary>A return that waits for its goods, with one item whose number is the return's.</summary>
    public static string Return(long id, string order, long item, int quantity, decimal refund, string condition = "resellable") => Invariant($"""
        insert into shop.order_return (return_id, order_id, reason, refund_amount, requested_at) values ({id}, '{order}', 'size', {refund}, '2026-03-02 12:00');
        insert into shop.return_items (return_item_id, return_id, order_item_id, quantity, refund_amount, condition)
        values ({id}, {id}, {item}, {quantity}, {refund}, '{condition}');
        """);

    public static string Points(long customer, string kind, long points, string? order = null) => Invariant($"""
        insert into shop.loyalty_ledger (customer_id, kind, points, order_id, occurred_at)
        values ({customer}, '{kind}', {points}, {(order is null ? "null" : $"'{order}'")}, '2026-03-02 12:00');
        """);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
