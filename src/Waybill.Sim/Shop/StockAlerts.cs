using Waybill.Events.Shop;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Shop;

/// <summary>Raises alerts when stock falls too low and resolves them when it is above again; at most one of a kind for a stock.</summary>
internal sealed class StockAlerts(ShopContext context)
{
    private const int BelowSafetyStock = 0;
    private const int StockOut = 1;
    private const int Reorder = 2;
    private const int Kinds = 4;
    private readonly Dictionary<int, OpenAlert> _open = [];

    public void Clear() => _open.Clear();

    /// <summary>Looks at a stock whose free units changed.</summary>
    public void Look(int stock, in StockRow row, int availableBefore)
    {
        int available = row.Available;
        if (available == availableBefore)
        {
            return;
        }

        Decide(stock, in row, BelowSafetyStock, available < row.Policy.SafetyStock, row.Policy.SafetyStock);
        Decide(stock, in row, StockOut, available == 0, 0);
        Decide(stock, in row, Reorder, available <= row.Policy.ReorderPoint, row.Policy.ReorderPoint);
    }

    public void Save(SnapshotWriter writer)
    {
        writer.WriteNumber(_open.Count);
        foreach ((int key, OpenAlert alert) in _open.OrderBy(entry => entry.Key))
        {
            writer.WriteNumber(key);
            writer.WriteNumber(alert.Number);
            writer.WriteNumber(alert.Available);
            writer.WriteNumber(alert.Threshold);
            writer.WriteNumber(alert.RaisedAt);
        }
    }

    public void Load(ref SnapshotReader reader)
    {
        for (long count = reader.ReadNumber(int.MaxValue); count > 0; count--)
        {
            _open.Add(
                (int)reader.ReadNumber(int.MaxValue),
                new OpenAlert(
                    reader.ReadNumber(), (int)reader.ReadNumber(int.MaxValue), (int)reader.ReadNumber(int.MaxValue), reader.ReadNumber()));
        }
    }

    private static ReadOnlySpan<byte> Name(int kind) => kind switch
    {
        BelowSafetyStock => "below_safety_stock"u8,
        StockOut => "stock_out"u8,
        _ => "reorder"u8,
    };

    private void Decide(int stock, in StockRow row, int kind, bool isLow, int threshold)
    {
        int key = (stock * Kinds) + kind;
        bool isOpen = _open.TryGetValue(key, out OpenAlert alert);
        if (isLow == isOpen)
        {
            return;
        }

        if (isLow)
        {
            alert = new OpenAlert(context.NextNumber(ShopCounter.Alert), row.Available, threshold, context.Now.Microseconds);
            _open.Add(key, alert);
            context.Kpis.Alerts++;
            Write(context.Log.Insert(ShopCatalogue.StockAlerts), in row, kind, alert).Null();
            return;
        }

        _open.Remove(key);
        Write(context.Log.Update(ShopCatalogue.StockAlerts), in row, kind, alert).Time(context.Now).WasNull(7);
    }

    private ShopLog Write(ShopLog log, in StockRow row, int kind, OpenAlert alert) => log
        .Number(context.IdBase + alert.Number).Number(context.WarehouseId(row.House)).Number(ShopWorld.ProductId(row.Sku))
        .Text(Name(kind)).Number(alert.Available).Number(alert.Threshold).Number(alert.RaisedAt);
}
