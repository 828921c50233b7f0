using System.Globalization;
using Waybill.Events.Shop;

namespace Waybill.Tests.Pipeline.Shop;

/// <summary>
/// Change files of a shop, written by a test. Columns that a change does not name have a plain value of their kind; each change is
/// later than the one before.
/// </summary>
internal sealed class ShopChanges
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly Dictionary<string, List<string[]>> _rows = new(StringComparer.Ordinal);
    private long _lsn;

    /// <summary>The second that is so many days after 2026-01-01.</summary>
    public static string Day(double days) => Start.AddSeconds(Math.Round(days * 86_400)).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    public ShopChanges Insert(string table, params (string Column, object? Value)[] values) => Add("I", table, values);

    public ShopChanges Update(string table, params (string Column, object? Value)[] values) => Add("U", table, values);

    public ShopChanges Delete(string table, params (string Column, object? Value)[] values) => Add("D", table, values);

    /// <summary>A stock movement; <paramref name="item"/> is null for receipts and adjustments.</summary>
    public ShopChanges Move(long id, string kind, long layer, int quantity, decimal cost, double day, long? item = null, long? returned = null) =>
        Insert("inventory_log", ("movement_id", id), ("layer_id", layer), ("warehouse_id", 1), ("product_id", 1), ("kind", kind), ("quantity", quantity),
            ("unit_cost", cost), ("order_item_id", item), ("return_item_id", returned), ("purchase_order_id", null), ("occurred_at", Day(day)));

    /// <summary>An order that was just placed.</summary>
    public ShopChanges Order(string id, double day, params (string Column, object? Value)[] values) =>
        Insert("orders", [("order_id", id), ("ordered_at", Day(day)), ("status_at", Day(day)), ("promotion_id", null), ("discount", "0.00"), .. values]);

    /// <summary>The changes since the last call, as drops of that day.</summary>
    public IReadOnlyList<Drop> Land(double day)
    {
        var at = Start.AddDays(day);
        var drops = _rows.Select(t => new Drop("shop_" + t.Key,
            string.Create(CultureInfo.InvariantCulture, $"shop/{t.Key}/{t.Key}_{at:yyyyMMdd_HHmmss}_{_lsn}.csv"), at, t.Value)).ToList();
        _rows.Clear();
        return drops;
    }

    private ShopChanges Add(string op, string table, (string Column, object? Value)[] values)
    {
        _lsn++;
        var columns = ShopCatalogue.Find(table)!.Columns; // a table that a test names exists
        if (values.FirstOrDefault(v => columns.All(c => c.Name != v.Column)) is { Column: { } unknown })
        {
            throw new ArgumentException($"{table} has no column {unknown}.", nameof(values));
        }

        var given = values.ToLookup(v => v.Column, v => v.Value);
        var lsn = _lsn.ToString(CultureInfo.InvariantCulture);
        if (!_rows.TryGetValue(table, out var rows))
        {
            _rows[table] = rows = [];
        }

        rows.Add([op, lsn, lsn, Day(0), "", .. columns.Select(c => given.Contains(c.Name) ? Text(given[c.Name].Last()) : Plain(c))]);
        return this;
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Plain(ShopColumn column) => (column.IsNullable, column.Kind) switch
    {
        (true, _) => "",
        (_, ShopColumnKind.Time) => Day(0),
        (_, ShopColumnKind.Flag) => "true",
        (_, ShopColumnKind.Text) => "plain",
        (_, ShopColumnKind.Number) => "1",
        _ => "0.00",
    };
}
