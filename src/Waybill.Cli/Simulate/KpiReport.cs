using System.Globalization;
using System.Text;
using System.Text.Json;
using Waybill.Connectors.Files;
using Waybill.Events.Feeds;
using Waybill.Sim.Truth;

namespace Waybill.Cli.Simulate;

/// <summary>Writes <c>truth/kpis.json</c>: the simulator's own exact counters up to the last day.</summary>
internal static class KpiReport
{
    private const string FilePath = "truth/kpis.json";

    public static WrittenFile Write(string root, Kpis kpis, DateTime worldTime)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            WriteTo(json, kpis, worldTime);
        }

        using var file = new StagedFile(root, FilePath);
        file.Append(text.ToArray());
        file.Append(Encoding.ASCII.GetBytes("\n"));
        file.Flush();
        return file.Publish();
    }

    private static void WriteTo(Utf8JsonWriter json, Kpis kpis, DateTime worldTime)
    {
        json.WriteStartObject();
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
        json.WriteEndObject();
    }
}
