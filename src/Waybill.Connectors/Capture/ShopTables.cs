namespace Waybill.Connectors.Capture;

/// <summary>Which tables are followed.</summary>
internal static class ShopTables
{
    public const string Schema = "shop";

    /// <summary>Rules and bookkeeping of the schema itself: nothing that happens in the shop.</summary>
    public static readonly string[] LeftOut = ["schema_version", "order_statuses", "order_status_moves", "deleted_rows"];

    /// <summary>A name in SQL.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A table in SQL.</summary>
    public static string Qualified(string table) => $"{Schema}.{Quoted(table)}";
}
