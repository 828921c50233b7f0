namespace Waybill.Events.Feeds;

/// <summary>
/// The feeds that land as files. Listed columns are those of the systems that the formats come from; ours come
/// after them and are optional, so that a file made by one of those systems is valid as it is.
/// </summary>
public static class FeedCatalogue
{
    /// <summary>The shop's sales export: one row when an order is placed.</summary>
    public static FeedDefinition Sales { get; } = new(
        "sales",
        "landing/sales",
        "orders_",
        [
            Listed("order_id", FeedColumnKind.Id, "order_no", "order_number", "order"),
            Listed("customer_name", FeedColumnKind.Text, "customer", "buyer", "buyer_name"),
            Listed("product", FeedColumnKind.Text, "product_name", "item", "item_name"),
            Listed("quantity", FeedColumnKind.WholeNumber, "qty", "units"),
            Listed("unit_price", FeedColumnKind.Money, "price", "price_per_unit"),
            Listed("origin", FeedColumnKind.Text, "ship_from", "origin_city", "from_city"),
            Listed("destination", FeedColumnKind.Text, "ship_to", "destination_city", "to_city"),
            Listed("weight_kg", FeedColumnKind.Kilograms, "weight", "gross_weight_kg"),
            Listed("shipping_cost", FeedColumnKind.Money, "freight", "shipping_fee", "delivery_cost"),
            Listed("status", FeedColumnKind.Word, "order_status", "state"),
            Listed("sale_timestamp", FeedColumnKind.Timestamp, "sold_at", "order_timestamp", "sale_time", "ordered_at"),
            Ours("channel", FeedColumnKind.Word, "sales_channel", "marketplace"),
            Ours("carrier", FeedColumnKind.Word, "courier", "carrier_name"),
            Ours("region", FeedColumnKind.Text, "destination_region"),
            Ours("promised_at", FeedColumnKind.Timestamp, "promised_timestamp", "promise_date", "eta"),
            Ours("source_seq", FeedColumnKind.WholeNumber, "seq", "source_sequence"),
        ]);

    /// <summary>The carriers' updates: one row for each change of an order's status after it was placed.</summary>
    public static FeedDefinition Logistics { get; } = new(
        "logistics",
        "landing/logistics",
        "logistics_updates_",
        [
            Listed("order_id", FeedColumnKind.Id, "order_no", "order_number", "order", "reference"),
            Listed("status", FeedColumnKind.Word, "order_status", "state", "new_status"),
            Listed("status_timestamp", FeedColumnKind.Timestamp, "status_time", "updated_at", "event_time"),
            Ours("source_seq", FeedColumnKind.WholeNumber, "seq", "source_sequence"),
        ]);

    /// <summary>All feeds, in the order in which they are refined.</summary>
    public static IReadOnlyList<FeedDefinition> All { get; } = [Sales, Logistics];

    /// <summary>The feed of this name, or null.</summary>
    public static FeedDefinition? Find(string name) =>
        All.FirstOrDefault(feed => string.Equals(feed.Name, name, StringComparison.Ordinal));

    private static FeedColumn Listed(string name, FeedColumnKind kind, params string[] aliases) =>
        new(name, kind, IsRequired: true, aliases);

    private static FeedColumn Ours(string name, FeedColumnKind kind, params string[] aliases) =>
        new(name, kind, IsRequired: false, aliases);
}
