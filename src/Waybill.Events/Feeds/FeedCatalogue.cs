using Waybill.Events.Shop;

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
        FeedNaming.TimeInName("orders_"),
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
        FeedNaming.TimeInName("logistics_updates_"),
        [
            Listed("order_id", FeedColumnKind.Id, "order_no", "order_number", "order", "reference"),
            Listed("status", FeedColumnKind.Word, "order_status", "state", "new_status"),
            Listed("status_timestamp", FeedColumnKind.Timestamp, "status_time", "updated_at", "event_time"),
            Ours("source_seq", FeedColumnKind.WholeNumber, "seq", "source_sequence"),
        ]);

    /// <summary>The plants' batches: one row when a machine has made one.</summary>
    public static FeedDefinition ProductionBatches { get; } = Daily(
        "production_batches",
        FeedFormat.Csv,
        Listed("batch_id", FeedColumnKind.Id, "batch", "batch_no", "batch_number", "lot_id"),
        Listed("machine_id", FeedColumnKind.Id, "machine", "machine_name", "equipment_id"),
        Listed("product_name", FeedColumnKind.Word, "product", "item", "item_name"),
        Listed("start_time", FeedColumnKind.Timestamp, "started_at", "start", "start_timestamp", "begin_time"),
        Listed("end_time", FeedColumnKind.Timestamp, "ended_at", "end", "end_timestamp", "finish_time"),
        Listed("units_produced", FeedColumnKind.WholeNumber, "produced", "produced_units", "output_units", "quantity_produced"),
        ListedOptional("units_defective", FeedColumnKind.WholeNumber, "defective", "defective_units", "defects", "scrap_units"),
        Ours("factory_id", FeedColumnKind.Id, "factory", "plant", "plant_id", "site"),
        Ours("units_consumed", FeedColumnKind.WholeNumber, "consumed", "consumed_units", "input_units"),
        Ours("operator_id", FeedColumnKind.Id, "operator"),
        Ours("source_seq", FeedColumnKind.WholeNumber, "seq", "source_sequence"));

    /// <summary>The machines' sensors: one element for each reading.</summary>
    public static FeedDefinition SensorLogs { get; } = Daily(
        "sensor_logs",
        FeedFormat.Json,
        Listed("machine_id", FeedColumnKind.Id, "machine", "machine_name", "equipment_id"),
        Listed("timestamp", FeedColumnKind.Timestamp, "reading_time", "recorded_at", "measured_at", "ts"),
        ListedOptional("temperature", FeedColumnKind.Number, "temp", "temperature_c", "temperature_celsius"),
        ListedOptional("pressure", FeedColumnKind.Number, "pressure_bar"),
        ListedOptional("energy_kwh", FeedColumnKind.Number, "energy", "kwh", "energy_used_kwh"),
        ListedOptional("efficiency_percent", FeedColumnKind.Number, "efficiency_pct"),
        Ours("batch_id", FeedColumnKind.Id, "batch", "batch_no", "batch_number", "lot_id"),
        Ours("source_seq", FeedColumnKind.WholeNumber, "seq", "source_sequence"));

    /// <summary>Quality inspections: one row for each inspected batch.</summary>
    public static FeedDefinition QcChecks { get; } = Daily(
        "qc_checks",
        FeedFormat.Csv,
        Listed("check_id", FeedColumnKind.Id, "qc_id", "check_no", "inspection_id"),
        Listed("batch_id", FeedColumnKind.Id, "batch", "batch_no", "batch_number", "lot_id"),
        Listed("check_timestamp", FeedColumnKind.Timestamp, "checked_at", "check_time", "inspected_at", "inspection_time"),
        ListedOptional("inspector_id", FeedColumnKind.Id, "inspector", "checked_by", "inspected_by"),
        Listed("pass_fail", FeedColumnKind.Word, "result", "outcome", "verdict"),
        ListedOptional("defect_notes", FeedColumnKind.Text, "notes", "defects", "remarks"),
        Ours("source_seq", FeedColumnKind.WholeNumber, "seq", "source_sequence"));

    /// <summary>What operators wrote down. A log_id counts within a machine's day and repeats across machines.</summary>
    public static FeedDefinition OperatorLogs { get; } = Daily(
        "operator_logs",
        FeedFormat.Csv,
        Listed("log_id", FeedColumnKind.Id, "log_no", "entry_id"),
        Listed("machine_id", FeedColumnKind.Id, "machine", "machine_name", "equipment_id"),
        ListedOptional("operator_id", FeedColumnKind.Id, "operator", "worker_id", "employee_id"),
        Listed("log_timestamp", FeedColumnKind.Timestamp, "logged_at", "log_time", "timestamp"),
        Listed("action", FeedColumnKind.Word, "activity", "operation"),
        ListedOptional("notes", FeedColumnKind.Text, "note", "remarks", "comment"),
        Ours("source_seq", FeedColumnKind.WholeNumber, "seq", "source_sequence"));

    /// <summary>
    /// What trucks report, as a topic's messages or a gateway's files hold it. <c>received_at</c> and what follows is the envelope:
    /// where and when the message arrived.
    /// </summary>
    public static FeedDefinition Telemetry { get; } = new(
        "telemetry",
        "landing/telemetry",
        FeedNaming.Lines("telemetry_"),
        [
            Listed("truck_id", FeedColumnKind.Id, "truck", "vehicle_id", "device_id"),
            ListedOptional("temp", FeedColumnKind.Number, "temperature", "temperature_c", "temp_c"),
            ListedOptional("fuel", FeedColumnKind.Number, "fuel_level", "fuel_percent", "fuel_pct"),
            Listed("timestamp", FeedColumnKind.Number, "ts", "event_time", "time"),
            Ours("trip_id", FeedColumnKind.Id, "trip"),
            Ours("seq", FeedColumnKind.WholeNumber, "sequence"),
            Ours("lat", FeedColumnKind.Number, "latitude"),
            Ours("lon", FeedColumnKind.Number, "longitude", "lng"),
            Ours("speed_kmh", FeedColumnKind.Number, "speed"),
            Ours("heading", FeedColumnKind.Number, "bearing"),
            Ours("odometer_km", FeedColumnKind.Number, "odometer"),
            Ours("engine_on", FeedColumnKind.Word, "ignition"),
            Ours("door_open", FeedColumnKind.Word, "door"),
            Ours("set_point", FeedColumnKind.Number, "setpoint_c"),
            Ours("cargo_temp", FeedColumnKind.Number, "cargo_temperature"),
            Ours("ambient", FeedColumnKind.Number, "ambient_temp", "outside_temp"),
            Ours("humidity", FeedColumnKind.Number, "relative_humidity"),
            Ours("reefer_on", FeedColumnKind.Word),
            Ours("battery_v", FeedColumnKind.Number, "battery"),
            Ours("harsh_event", FeedColumnKind.Word),
            Ours("route", FeedColumnKind.Id, "route_id"),
            Ours("cargo", FeedColumnKind.Word),
            Ours("received_at", FeedColumnKind.Number, "arrival_time"),
            Ours("topic", FeedColumnKind.Text),
            Ours("partition", FeedColumnKind.WholeNumber),
            Ours("offset", FeedColumnKind.WholeNumber),
        ]);

    /// <summary>The dispatcher's trips: one row when a trip is planned.</summary>
    public static FeedDefinition Trips { get; } = new(
        "trips",
        "landing/trips",
        FeedNaming.TimeInName("trips_", isShared: true),
        [
            Listed("trip_id", FeedColumnKind.Id, "trip"),
            Listed("truck_id", FeedColumnKind.Id, "truck", "vehicle_id"),
            ListedOptional("driver_id", FeedColumnKind.Id, "driver"),
            ListedOptional("route", FeedColumnKind.Id, "route_id"),
            ListedOptional("cargo", FeedColumnKind.Word, "cargo_type"),
            ListedOptional("set_point", FeedColumnKind.Number, "setpoint_c"),
            ListedOptional("planned_departure", FeedColumnKind.Timestamp, "departure"),
            ListedOptional("planned_arrival", FeedColumnKind.Timestamp, "arrival"),
            Ours("source_seq", FeedColumnKind.WholeNumber, "seq", "source_sequence"),
        ]);

    /// <summary>The perishable orders that ride on trips: one row for each.</summary>
    public static FeedDefinition Shipments { get; } = new(
        "shipments",
        "landing/trips",
        FeedNaming.TimeInName("shipments_", isShared: true),
        [
            Listed("shipment_id", FeedColumnKind.Id, "shipment", "consignment_id"),
            Listed("trip_id", FeedColumnKind.Id, "trip"),
            ListedOptional("order_id", FeedColumnKind.Id, "order", "order_no"),
            ListedOptional("customer", FeedColumnKind.Text, "customer_name", "consignee"),
            ListedOptional("product", FeedColumnKind.Text, "item", "goods"),
            ListedOptional("cargo", FeedColumnKind.Word, "cargo_type"),
            ListedOptional("units", FeedColumnKind.WholeNumber, "quantity", "qty"),
            ListedOptional("unit_price", FeedColumnKind.Money, "price"),
            ListedOptional("origin", FeedColumnKind.Text, "ship_from"),
            ListedOptional("destination", FeedColumnKind.Text, "ship_to"),
            ListedOptional("promised_at", FeedColumnKind.Timestamp, "promised_timestamp", "eta"),
            Ours("source_seq", FeedColumnKind.WholeNumber, "seq", "source_sequence"),
        ]);

    /// <summary>What the speed layer said about alerts, a line for each change: their history.</summary>
    public static FeedDefinition AlertLog { get; } = new(
        "alert_log",
        "landing/alerts",
        FeedNaming.Lines("alerts_"),
        [
            Listed("alert_id", FeedColumnKind.Id),
            Listed("change", FeedColumnKind.Word),
            Listed("changed_at", FeedColumnKind.Timestamp),
            Listed("rule", FeedColumnKind.Word),
            Listed("truck_id", FeedColumnKind.Id),
            Listed("started_at", FeedColumnKind.Timestamp),
            Listed("opened_at", FeedColumnKind.Timestamp),
            ListedOptional("closed_at", FeedColumnKind.Timestamp),
            ListedOptional("closed_reason", FeedColumnKind.Word),
            ListedOptional("severity", FeedColumnKind.Word),
            ListedOptional("trip_id", FeedColumnKind.Id),
            ListedOptional("segment", FeedColumnKind.Id),
            ListedOptional("cargo", FeedColumnKind.Word),
            ListedOptional("limit_value", FeedColumnKind.Number),
            ListedOptional("opening_value", FeedColumnKind.Number),
            ListedOptional("peak_value", FeedColumnKind.Number),
            ListedOptional("bad_readings", FeedColumnKind.WholeNumber),
            ListedOptional("breach_in_s", FeedColumnKind.WholeNumber),
        ]);

    /// <summary>The feeds of the order world, dropped four times a day.</summary>
    public static IReadOnlyList<FeedDefinition> Orders { get; } = [Sales, Logistics];

    /// <summary>The feeds of the factories, a folder a day.</summary>
    public static IReadOnlyList<FeedDefinition> Factory { get; } = [ProductionBatches, SensorLogs, QcChecks, OperatorLogs];

    /// <summary>What source systems export; faults and changes of columns can happen to these.</summary>
    public static IReadOnlyList<FeedDefinition> Exports { get; } = [.. Orders, .. Factory];

    /// <summary>
    /// The changes of the shop's tables, one feed for each of <see cref="ShopCatalogue.All"/> in that order:
    /// <c>landing/shop/orders/orders_yyyyMMdd_HHmmss.csv</c>. See <see cref="ShopChangeCsv"/>.
    /// </summary>
    public static IReadOnlyList<FeedDefinition> Shop { get; } = [.. ShopCatalogue.All.Select(ChangesOf)];

    /// <summary>The feeds of the trucks.</summary>
    public static IReadOnlyList<FeedDefinition> ColdChain { get; } = [Telemetry, Trips, Shipments];

    /// <summary>All feeds, in the order in which they are refined.</summary>
    public static IReadOnlyList<FeedDefinition> All { get; } = [.. Exports, .. Shop, .. ColdChain, AlertLog];

    /// <summary>The feed of this name, or null.</summary>
    public static FeedDefinition? Find(string name) =>
        All.FirstOrDefault(feed => string.Equals(feed.Name, name, StringComparison.Ordinal));

    /// <summary>Only what places a change is required: a table may gain and lose any other column.</summary>
    private static FeedDefinition ChangesOf(ShopTable table) => new(
        $"shop_{table.Name}",
        $"landing/shop/{table.Name}",
        FeedNaming.TimeInName($"{table.Name}_"),
        [
            Listed("op", FeedColumnKind.Word),
            Listed("lsn", FeedColumnKind.WholeNumber),
            Ours("tx", FeedColumnKind.WholeNumber),
            Ours("committed_at", FeedColumnKind.Timestamp),
            Ours("before", FeedColumnKind.Text),
            .. table.Columns.Select((column, index) => new FeedColumn(column.Name, KindOf(column), index < table.KeyLength, [])
            {
                IsListed = true,
            }),
        ]);

    private static FeedColumnKind KindOf(ShopColumn column) => column.Kind switch
    {
        ShopColumnKind.Number => FeedColumnKind.WholeNumber,
        ShopColumnKind.Money => FeedColumnKind.Money,
        ShopColumnKind.Fixed4 => FeedColumnKind.Number,
        ShopColumnKind.Time => FeedColumnKind.Timestamp,
        ShopColumnKind.Flag => FeedColumnKind.Word,
        _ => column.Name == "order_id" ? FeedColumnKind.Id : FeedColumnKind.Text,
    };

    private static FeedDefinition Daily(string name, FeedFormat format, params FeedColumn[] columns) =>
        new(name, "landing/factory", FeedNaming.InDayFolder(name, format), columns);

    private static FeedColumn Listed(string name, FeedColumnKind kind, params string[] aliases) =>
        new(name, kind, IsRequired: true, aliases) { IsListed = true };

    // Rows still mean something without it: a source that stops sending it loses no more than its values.
    private static FeedColumn ListedOptional(string name, FeedColumnKind kind, params string[] aliases) =>
        new(name, kind, IsRequired: false, aliases) { IsListed = true };

    private static FeedColumn Ours(string name, FeedColumnKind kind, params string[] aliases) =>
        new(name, kind, IsRequired: false, aliases);
}
