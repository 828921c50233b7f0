using System.Globalization;

namespace Waybill.IntegrationTests.Cli;

/// <summary>A few orders and updates, as files that a shop and its carriers would drop.</summary>
internal static class OrderFiles
{
    public const string SalesHeader =
        "order_id,customer_name,product,quantity,unit_price,origin,destination,weight_kg,shipping_cost,status,sale_timestamp,"
        + "channel,carrier,region,promised_at,source_seq\n";

    public const string UpdatesHeader = "order_id,status,status_timestamp,source_seq\n";

    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"260101-0000-{number:D5}");

    public static string Order(int number, string customer = "Le Maria") =>
        Id(number) + $",{customer},Lamp,2,10.50,Hanoi,Hue,1.250,3.10,Pending,2026-01-01 08:00:00,Tiki,Swift Line,Central,"
        + string.Create(CultureInfo.InvariantCulture, $"2026-01-05 22:00:00,{number}\n");

    public static string Update(int number, string status) =>
        string.Create(CultureInfo.InvariantCulture, $"{Id(number)},{status},2026-01-02 09:00:00,{1000 + number}\n");

    public static string SalesFile(string dropTime) => $"landing/sales/orders_{dropTime}.csv";

    public static string UpdatesFile(string dropTime) => $"landing/logistics/logistics_updates_{dropTime}.csv";
}
