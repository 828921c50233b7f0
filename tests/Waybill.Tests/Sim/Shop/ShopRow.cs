using System.Globalization;
using Waybill.Events.Shop;

namespace Waybill.Tests.Sim.Shop;

/// <summary>A row of a shop's table: numbers as long, texts as string, null as null.</summary>
internal sealed class ShopRow(ShopTable table, object?[] values)
{
    public ShopTable Table => table;

    public object? this[string column]
    {
        get => values[table.Column(column)];
        set => values[table.Column(column)] = value;
    }

    public string Key => string.Join('|', values.Take(table.KeyLength).Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));

    public long Number(string column) => (long)this[column]!; // tests ask only for what is there

    public string Text(string column) => (string)this[column]!; // tests ask only for what is there

    public object?[] Values => values;
}
