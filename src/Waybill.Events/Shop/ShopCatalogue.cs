namespace Waybill.Events.Shop;

/// <summary>
/// The tables of schema <c>shop</c> as change data know them: those of <c>db/*.sql</c> without <c>updated_at</c>, which belongs to
/// the database, and without the schema's own tables (order_statuses, order_status_moves, schema_version, deleted_rows).
/// </summary>
public static class ShopCatalogue
{
    private static readonly List<ShopTable> Made = [];

    public static ShopTable LoyaltyTiers { get; } = Table(
        "loyalty_tiers", 1,
        Whole("tier_id"), Text("name"), Small("position"), Money("min_spend"),
        Rate("points_per_unit", "numeric(9,4)"), Rate("discount_percent", "numeric(5,2)"), Flag("free_shipping"));

    public static ShopTable Channels { get; } = Table(
        "channels", 1,
        Whole("channel_id"), Text("name"), Text("kind"), Rate("fee_percent", "numeric(5,2)"), Flag("is_active"));

    public static ShopTable Categories { get; } = Table(
        "categories", 1,
        Whole("category_id"), Optional(Whole("parent_id")), Text("name"));

    public static ShopTable Suppliers { get; } = Table(
        "suppliers", 1,
        Whole("supplier_id"), Text("name"), Text("country_code"), Rate("lead_days_mean", "numeric(6,2)"),
        Rate("lead_days_sigma", "numeric(6,2)"), Flag("is_active"));

    public static ShopTable Warehouses { get; } = Table(
        "warehouses", 1,
        Whole("warehouse_id"), Text("code"), Text("name"), Text("city"), Optional(Text("region")),
        Text("country_code"), Flag("is_active"));

    public static ShopTable Carriers { get; } = Table(
        "carriers", 1,
        Whole("carrier_id"), Text("name"), Text("service"), Flag("is_active"));

    public static ShopTable Products { get; } = Table(
        "products", 1,
        Whole("product_id"), Text("sku"), Text("name"), Optional(Text("description")), Whole("category_id"),
        Whole("supplier_id"), Integer("weight_grams"), Flag("is_active"), Time("launched_at"),
        Optional(Time("discontinued_at")));

    public static ShopTable ProductPrices { get; } = Table(
        "product_prices", 1,
        Whole("price_id"), Whole("product_id"), Whole("channel_id"), Money("price"), Time("valid_from"),
        Optional(Time("valid_to")));

    public static ShopTable Promotions { get; } = Table(
        "promotions", 1,
        Whole("promotion_id"), Optional(Text("code")), Text("name"), Text("kind"), Money("value"),
        Optional(Whole("channel_id")), Optional(Whole("category_id")), Optional(Text("segment")), Money("min_spend"),
        Time("starts_at"), Time("ends_at"));

    public static ShopTable Customers { get; } = Table(
        "customers", 1,
        Whole("customer_id"), Text("full_name"), Text("email"), Optional(Text("phone")), Optional(Text("segment")),
        Whole("channel_id"), Whole("tier_id"), Time("tier_since"), Kept(Whole("points_balance")),
        Flag("marketing_consent"), Flag("is_active"), Time("registered_at"));

    public static ShopTable CustomerTierHistory { get; } = DerivedJournal(
        "customer_tier_history", 2,
        Whole("customer_id"), Time("changed_at"), Whole("tier_id"));

    public static ShopTable CustomerAddresses { get; } = Table(
        "customer_addresses", 1,
        Whole("address_id"), Whole("customer_id"), Text("label"), Text("recipient"), Text("line1"),
        Optional(Text("line2")), Text("city"), Optional(Text("region")), Optional(Text("postal_code")),
        Text("country_code"), Flag("is_default"), Time("created_at"));

    public static ShopTable Wishlist { get; } = Table(
        "wishlist", 2,
        Whole("customer_id"), Whole("product_id"), Time("added_at"), Optional(Text("note")));

    public static ShopTable Inventory { get; } = Table(
        "inventory", 2,
        Whole("warehouse_id"), Whole("product_id"), Kept(Integer("on_hand")), Kept(Integer("reserved")),
        Kept(Money("stock_value")), Integer("safety_stock"), Integer("reorder_point"), Integer("reorder_quantity"));

    public static ShopTable PurchaseOrders { get; } = Table(
        "purchase_orders", 1,
        Whole("purchase_order_id"), Whole("supplier_id"), Whole("warehouse_id"), Whole("product_id"),
        Integer("quantity"), Money("unit_cost"), Text("status"), Time("ordered_at"), Time("expected_at"),
        Optional(Time("received_at")));

    public static ShopTable InventoryLayers { get; } = Derived(
        "inventory_layers", 1,
        Whole("layer_id"), Whole("warehouse_id"), Whole("product_id"), Time("received_at"), Money("unit_cost"),
        Integer("quantity_left"), Integer("quantity_reserved"));

    public static ShopTable StockAlerts { get; } = Table(
        "stock_alerts", 1,
        Whole("alert_id"), Whole("warehouse_id"), Whole("product_id"), Text("kind"), Integer("available"),
        Integer("threshold"), Time("raised_at"), Optional(Time("resolved_at")));

    public static ShopTable Orders { get; } = Table(
        "orders", 1,
        Text("order_id"), Whole("customer_id"), Whole("channel_id"), Whole("address_id"),
        Optional(Whole("promotion_id")), Optional(Text("session_id")), Optional(Text("device_id")), Money("subtotal"),
        Money("discount"), Money("shipping_fee"), Money("total"), Text("status"), Kept(Integer("status_no")),
        Time("status_at"), Optional(Text("status_reason")), Time("ordered_at"), Optional(Time("promised_at")),
        Optional(Text("note")));

    public static ShopTable OrderItems { get; } = Table(
        "order_items", 1,
        Whole("order_item_id"), Text("order_id"), Small("line_no"), Whole("product_id"), Whole("warehouse_id"),
        Integer("quantity"), Money("unit_price"), Money("discount"), Money("line_total"));

    public static ShopTable OrderStatusHistory { get; } = Journal(
        "order_status_history", 2,
        Text("order_id"), Integer("status_no"), Optional(Text("from_status")), Text("to_status"), Time("changed_at"),
        Optional(Text("reason")));

    public static ShopTable Cart { get; } = Table(
        "cart", 1,
        Whole("cart_id"), Optional(Whole("customer_id")), Text("session_id"), Whole("channel_id"), Text("status"),
        Optional(Text("order_id")), Time("created_at"), Optional(Time("closed_at")));

    public static ShopTable CartItems { get; } = Table(
        "cart_items", 2,
        Whole("cart_id"), Whole("product_id"), Integer("quantity"), Money("unit_price"), Time("added_at"));

    public static ShopTable CustomerActivityLog { get; } = Journal(
        "customer_activity_log", 1,
        Whole("activity_id"), Text("session_id"), Optional(Whole("customer_id")), Whole("channel_id"),
        Text("device_type"), Optional(Text("device_id")), Text("event"), Optional(Whole("product_id")),
        Optional(Integer("quantity")), Optional(Text("query_text")), Time("occurred_at"));

    public static ShopTable Shipments { get; } = Table(
        "shipments", 1,
        Whole("shipment_id"), Text("order_id"), Whole("warehouse_id"), Whole("carrier_id"), Text("tracking_number"),
        Text("status"), Integer("weight_grams"), Money("cost"), Time("created_at"), Optional(Time("packed_at")),
        Optional(Time("handed_over_at")), Optional(Time("delivered_at")), Optional(Time("promised_at")));

    public static ShopTable ShipmentEvents { get; } = Journal(
        "shipment_events", 2,
        Whole("shipment_id"), Integer("event_no"), Text("event"), Optional(Text("location")), Time("occurred_at"),
        Time("recorded_at"));

    public static ShopTable OrderReturn { get; } = Table(
        "order_return", 1,
        Whole("return_id"), Text("order_id"), Text("reason"), Optional(Text("comment")), Text("status"),
        Money("refund_amount"), Time("requested_at"), Optional(Time("received_at")), Optional(Time("closed_at")));

    public static ShopTable ReturnItems { get; } = Table(
        "return_items", 1,
        Whole("return_item_id"), Whole("return_id"), Whole("order_item_id"), Integer("quantity"),
        Money("refund_amount"), Text("condition"));

    public static ShopTable Payments { get; } = Table(
        "payments", 1,
        Whole("payment_id"), Text("order_id"), Text("kind"), Optional(Whole("return_id")), Text("method"),
        Text("status"), Money("amount"), Optional(Text("card_bin")), Optional(Text("card_last4")),
        Optional(Text("decline_reason")), Optional(Text("device_id")), Time("attempted_at"),
        Optional(Time("settled_at")));

    public static ShopTable Reviews { get; } = Table(
        "reviews", 1,
        Whole("review_id"), Whole("customer_id"), Whole("order_item_id"), Small("rating"), Optional(Text("title")),
        Optional(Text("body")), Time("created_at"));

    public static ShopTable InventoryLog { get; } = Journal(
        "inventory_log", 1,
        Whole("movement_id"), Whole("layer_id"), Whole("warehouse_id"), Whole("product_id"), Text("kind"),
        Integer("quantity"), Money("unit_cost"), Optional(Whole("order_item_id")), Optional(Whole("return_item_id")),
        Optional(Whole("purchase_order_id")), Optional(Text("note")), Time("occurred_at"));

    public static ShopTable LoyaltyLedger { get; } = Journal(
        "loyalty_ledger", 1,
        Whole("entry_id"), Whole("customer_id"), Text("kind"), Whole("points"), Optional(Text("order_id")),
        Optional(Text("note")), Time("occurred_at"));

    /// <summary>All tables, each after those that its rows refer to. (Payments may refer to returns, carts to orders.)</summary>
    public static IReadOnlyList<ShopTable> All { get; } = Made.ToArray();

    /// <summary>The table of this name, or null.</summary>
    public static ShopTable? Find(string name) => All.FirstOrDefault(table => table.Name == name);

    private static ShopTable Table(string name, int keyLength, params ShopColumn[] columns) =>
        Add(name, keyLength, isJournal: false, isDerived: false, columns);

    private static ShopTable Journal(string name, int keyLength, params ShopColumn[] columns) =>
        Add(name, keyLength, isJournal: true, isDerived: false, columns);

    private static ShopTable Derived(string name, int keyLength, params ShopColumn[] columns) =>
        Add(name, keyLength, isJournal: false, isDerived: true, columns);

    private static ShopTable DerivedJournal(string name, int keyLength, params ShopColumn[] columns) =>
        Add(name, keyLength, isJournal: true, isDerived: true, columns);

    private static ShopTable Add(string name, int keyLength, bool isJournal, bool isDerived, ShopColumn[] columns)
    {
        var table = new ShopTable(Made.Count, name, keyLength, isJournal, isDerived, columns);
        Made.Add(table);
        return table;
    }

    private static ShopColumn Whole(string name) => new(name, ShopColumnKind.Number, "bigint", false, false);

    private static ShopColumn Integer(string name) => new(name, ShopColumnKind.Number, "integer", false, false);

    private static ShopColumn Small(string name) => new(name, ShopColumnKind.Number, "smallint", false, false);

    private static ShopColumn Money(string name) => new(name, ShopColumnKind.Money, "numeric(18,2)", false, false);

    private static ShopColumn Rate(string name, string type) => new(name, ShopColumnKind.Fixed4, type, false, false);

    private static ShopColumn Text(string name) => new(name, ShopColumnKind.Text, "text", false, false);

    private static ShopColumn Time(string name) => new(name, ShopColumnKind.Time, "timestamptz", false, false);

    private static ShopColumn Flag(string name) => new(name, ShopColumnKind.Flag, "boolean", false, false);

    private static ShopColumn Optional(ShopColumn column) => column with { IsNullable = true };

    /// <summary>Kept up to date by the database's rules.</summary>
    private static ShopColumn Kept(ShopColumn column) => column with { IsDerived = true };
}
