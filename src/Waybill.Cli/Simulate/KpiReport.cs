using System.Globalization;
using System.Text;
using System.Text.Json;
using Waybill.Connectors.Files;
using Waybill.Events.Feeds;
using Waybill.Sim.Factory;
using Waybill.Sim.Truth;

namespace Waybill.Cli.Simulate;

/// <summary>Writes <c>truth/kpis.json</c>: the simulator's own exact counters up to the last day.</summary>
internal static class KpiReport
{
    public const string FilePath = "truth/kpis.json";

    /// <param name="root">Absolute path of the workspace.</param>
    /// <param name="kpis">Counters of the markets.</param>
    /// <param name="factories">Counters of the factories.</param>
    /// <param name="plant">Names the products; null in a world without factories.</param>
    /// <param name="shop">Counters of the shops; null in a world without them.</param>
    /// <param name="worldTime">Where the world stands.</param>
    /// <param name="otherPath">Relative to the workspace; null for its own place.</param>
    public static WrittenFile Write(
        string root, Kpis kpis, FactoryKpis factories, Plant? plant, ShopKpis? shop, DateTime worldTime, string? otherPath = null)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            WriteTo(json, kpis, worldTime);
            if (plant is not null)
            {
                WriteTo(json, factories, plant);
            }

            if (shop is not null)
            {
                WriteTo(json, shop);
            }

            json.WriteEndObject();
        }

        using var file = new StagedFile(root, FilePath);
        file.Append(text.ToArray());
        file.Append(Encoding.ASCII.GetBytes("\n"));
        file.Flush();
        return file.Publish(otherPath);
    }

    private static void WriteTo(Utf8JsonWriter json, Kpis kpis, DateTime worldTime)
    {
        json.WriteString("as_of", worldTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        json.WriteNumber("orders", kpis.Orders);
        json.WriteNumber("items", kpis.Items);
        json.WriteNumber("gmv_cents", kpis.GmvCents);
        json.WriteNumber("shipping_cents", kpis.ShippingCents);
        json.WriteNumber("delivered", kpis.Delivered);
        json.WriteNumber("delivered_gmv_cents", kpis.DeliveredGmvCents);
        json.WriteNumber("cancelled", kpis.Cancelled);
        json.WriteNumber("cancelled_gmv_cents", kpis.CancelledGmvCents);
        json.WriteNumber("returned", kpis.Returned);
        json.WriteNumber("returned_gmv_cents", kpis.ReturnedGmvCents);
        json.WriteNumber("lead_time_us", kpis.LeadTimeMicroseconds);
        json.WriteNumber("on_time", kpis.OnTime);
        json.WriteStartObject("current_status");
        foreach (OrderStatus status in Enum.GetValues<OrderStatus>())
        {
            json.WriteNumber(status.ToString(), kpis.CurrentlyIn(status));
        }

        json.WriteEndObject();
    }

    private static void WriteTo(Utf8JsonWriter json, ShopKpis kpis)
    {
        json.WriteStartObject("shop");
        json.WriteNumber("orders", kpis.Orders);
        json.WriteNumber("gmv_cents", kpis.GmvCents);
        json.WriteNumber("discount_cents", kpis.DiscountCents);
        json.WriteNumber("shipping_fee_cents", kpis.FeeCents);
        json.WriteNumber("captured_cents", kpis.CapturedCents);
        json.WriteNumber("refunded_cents", kpis.RefundedCents);
        json.WriteNumber("payment_attempts", kpis.Attempts);
        json.WriteNumber("declined_payments", kpis.Declined);
        json.WriteNumber("lost_sales", kpis.LostSales);
        json.WriteNumber("delayed_orders", kpis.DelayedOrders);
        json.WriteNumber("units_received", kpis.ReceivedUnits);
        json.WriteNumber("units_lost", kpis.LostUnits);
        json.WriteNumber("units_on_hand", kpis.OnHand);
        json.WriteNumber("units_reserved", kpis.Reserved);
        json.WriteNumber("stock_value_cents", kpis.StockValueCents);
        json.WriteNumber("picked_cost_cents", kpis.PickedCostCents);
        json.WriteNumber("purchase_orders", kpis.PurchaseOrders);
        json.WriteNumber("stock_alerts", kpis.Alerts);
        json.WriteNumber("carts", kpis.Carts);
        json.WriteNumber("ordered_carts", kpis.OrderedCarts);
        json.WriteNumber("visits", kpis.Visits);
        json.WriteNumber("customers", kpis.Customers);
        json.WriteNumber("points", kpis.Points);
        json.WriteNumber("tier_changes", kpis.TierChanges);
        json.WriteNumber("returns", kpis.Returns);
        json.WriteNumber("reviews", kpis.Reviews);
        json.WriteNumber("stars", kpis.Stars);
        json.WriteEndObject();
    }

    private static void WriteTo(Utf8JsonWriter json, FactoryKpis kpis, Plant plant)
    {
        json.WriteStartObject("factories");
        json.WriteNumber("batches", kpis.Batches);
        json.WriteNumber("energy_wh", kpis.WattHours);
        json.WriteNumber("sensor_readings", kpis.Readings);
        json.WriteNumber("checks", kpis.Checks);
        json.WriteNumber("failed_checks", kpis.FailedChecks);
        json.WriteNumber("maintenances", kpis.Maintenances);
        json.WriteNumber("starved_seconds", kpis.StarvedSeconds);
        json.WriteStartObject("products");
        for (int product = 0; product < kpis.Products; product++)
        {
            json.WriteStartObject(plant.Vocabulary.Products[product]);
            json.WriteNumber("units_produced", kpis.Produced(product));
            json.WriteNumber("units_defective", kpis.Defective(product));
            json.WriteNumber("units_consumed", kpis.Consumed(product));
            json.WriteNumber("units_shipped", kpis.Shipped(product));
            json.WriteNumber("units_in_plants", kpis.InPlants(product));
            json.WriteNumber("units_in_warehouses", kpis.InWarehouses(product));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
