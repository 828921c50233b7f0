using Waybill.Events.Shop;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Shop;

/// <summary>Orders from suppliers what falls to its reorder point, and receives it after their lead time.</summary>
internal sealed class Purchasing(ShopContext context, StockRoom stocks)
{
    /// <summary>Costs differ from receipt to receipt by up to so many per mille of the mean.</summary>
    private const int CostSpread = 80;

    private readonly Dictionary<long, PurchaseOrder> _open = [];
    private readonly List<int> _short = [];

    public void Clear() => _open.Clear();

    /// <summary>What one costs this time.</summary>
    public long DrawCost(int product, ulong randomBits)
    {
        int perMille = 1_000 - CostSpread + (int)(randomBits % ((2 * CostSpread) + 1));
        return Math.Max(context.Shop.CostCents(product) * perMille / 1_000, 1);
    }

    /// <summary>Orders what the transaction that was just committed brought down to its reorder point.</summary>
    public void Replenish(Instant now)
    {
        _short.Clear();
        foreach (int stock in stocks.Settled)
        {
            if (stocks[stock].Position <= stocks[stock].Policy.ReorderPoint)
            {
                _short.Add(stock);
            }
        }

        if (_short.Count == 0)
        {
            return;
        }

        context.Begin(now, ShopTransactionKind.Stock);
        foreach (int stock in _short)
        {
            Order(stock);
        }

        context.Commit();
    }

    /// <summary>The earliest delivery on its way that still has so many units for orders that wait; 0 when there is none.</summary>
    public long FindDelivery(int stock, int units)
    {
        long found = 0;
        long earliest = long.MaxValue;
        foreach ((long number, PurchaseOrder order) in _open)
        {
            if (order.Stock == stock && order.Units - order.Promised >= units
                && (order.ArrivesAt < earliest || (order.ArrivesAt == earliest && number < found)))
            {
                (found, earliest) = (number, order.ArrivesAt);
            }
        }

        return found;
    }

    /// <summary>When a delivery will be there, in seconds since 1970.</summary>
    public long ArrivalOf(long number) => _open[number].ArrivesAt;

    /// <summary>Promises units of a delivery, or takes the promise back.</summary>
    public void Promise(long number, int units)
    {
        if (_open.TryGetValue(number, out PurchaseOrder order))
        {
            _open[number] = order with { Promised = order.Promised + units };
            stocks[order.Stock].Promised += units;
        }
    }

    /// <summary>Receives a delivery as a new layer.</summary>
    public void Receive(long number, Instant now)
    {
        _open.Remove(number, out PurchaseOrder order);
        ref StockRow row = ref stocks[order.Stock];
        row.OnOrder -= order.Units;
        row.Promised -= order.Promised;
        context.Begin(now, ShopTransactionKind.Stock);
        Write(context.Log.Update(ShopCatalogue.PurchaseOrders), number, in order, "received"u8).Time(now).WasText(6, "ordered"u8).WasNull(9);
        stocks.Receive(order.Stock, order.Units, order.CostCents, context.IdBase + number);
        stocks.Settle();
        context.Commit();
    }

    public void Save(SnapshotWriter writer)
    {
        writer.WriteNumber(_open.Count);
        foreach ((long number, PurchaseOrder order) in _open.OrderBy(entry => entry.Key))
        {
            writer.WriteNumber(number);
            writer.WriteNumber(order.Stock);
            writer.WriteNumber(order.Units);
            writer.WriteNumber(order.CostCents);
            writer.WriteNumber(order.OrderedAt);
            writer.WriteNumber(order.ExpectedAt);
            writer.WriteNumber(order.ArrivesAt);
            writer.WriteNumber(order.Promised);
        }
    }

    /// <summary>After the stocks.</summary>
    public void Load(ref SnapshotReader reader)
    {
        Clear();
        for (long count = reader.ReadNumber(int.MaxValue); count > 0; count--)
        {
            long number = reader.ReadNumber();
            var order = new PurchaseOrder(
                (int)reader.ReadNumber(stocks.Count - 1),
                (int)reader.ReadNumber(int.MaxValue),
                reader.ReadNumber(),
                reader.ReadNumber(),
                reader.ReadNumber(),
                reader.ReadNumber(),
                (int)reader.ReadNumber(int.MaxValue));
            _open.Add(number, order);
            stocks[order.Stock].OnOrder += order.Units;
            stocks[order.Stock].Promised += order.Promised;
        }
    }

    private void Order(int stock)
    {
        ref StockRow row = ref stocks[stock];
        int product = row.Sku / ShopWorld.IdsPerProduct;
        int supplier = context.Shop.SupplierOf(product);
        long number = context.NextNumber(ShopCounter.Purchase);
        ulong bits = context.Streams.Supply.At((ulong)number);
        long now = context.Now.Seconds;
        var order = new PurchaseOrder(
            stock,
            row.Policy.ReorderQuantity + row.Policy.ReorderPoint - row.Position,
            DrawCost(product, bits & 0xFFFF_FFFF),
            context.Now.Microseconds,
            now + (long)(Supplier.All[supplier].LeadHundredths * 864L * context.Shop.Settings.LeadTimeFactor),
            now + context.Shop.LeadTime(supplier, context.Streams.Supply.At((ulong)number | (1UL << 40))),
            Promised: 0);
        _open.Add(number, order);
        row.OnOrder += order.Units;
        context.Kpis.PurchaseOrders++;
        context.Agenda.Add(order.ArrivesAt, ShopEventKind.Receive, (ulong)number);
        Write(context.Log.Insert(ShopCatalogue.PurchaseOrders), number, in order, "ordered"u8).Null();
    }

    private ShopLog Write(ShopLog log, long number, in PurchaseOrder order, ReadOnlySpan<byte> status)
    {
        ref StockRow row = ref stocks[order.Stock];
        return log
            .Number(context.IdBase + number)
            .Number(context.Shop.SupplierOf(row.Sku / ShopWorld.IdsPerProduct) + 1)
            .Number(context.WarehouseId(row.House)).Number(ShopWorld.ProductId(row.Sku))
            .Number(order.Units).Number(order.CostCents).Text(status)
            .Number(order.OrderedAt).Time(Instant.FromSeconds(order.ExpectedAt + 1));
    }
}
