using System.Runtime.InteropServices;
using Waybill.Events.Shop;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Shop;

/// <summary>
/// The stock of a cell's warehouses in FIFO cost layers. Movements are rows of inventory_log; what they do to layers and sums is
/// collected and written once, when the transaction ends with <see cref="Settle"/>.
/// </summary>
internal sealed class StockRoom(ShopContext context, StockAlerts alerts)
{
    private readonly LayerStore _layers = new();
    private readonly List<TouchedLayer> _touchedLayers = [];
    private readonly List<TouchedStock> _touchedStocks = [];
    private readonly int[] _places = new int[context.World.Products.Count * ShopWorld.IdsPerProduct * ShopWorld.Houses];
    private StockRow[] _stocks = new StockRow[1024];

    public int Count { get; private set; }

    /// <summary>Stocks that changed in the transaction that was settled last.</summary>
    public List<int> Settled { get; } = [];

    public ref StockRow this[int stock] => ref _stocks[stock];

    public void Clear()
    {
        _layers.Clear();
        Array.Clear(_places);
        Count = 0;
        alerts.Clear();
    }

    /// <summary>Index of a stock; -1 when the warehouse does not keep the variant.</summary>
    public int Find(int house, int sku) => _places[Place(house, sku)] - 1;

    /// <summary>Begins to keep a variant in a warehouse, with nothing on hand.</summary>
    public int List(int house, int sku)
    {
        int stock = Add(house, sku);
        StockPolicy policy = _stocks[stock].Policy;
        context.Log.Insert(ShopCatalogue.Inventory)
            .Number(context.WarehouseId(house)).Number(ShopWorld.ProductId(sku)).Number(0).Number(0).Number(0)
            .Number(policy.SafetyStock).Number(policy.ReorderPoint).Number(policy.ReorderQuantity);
        return stock;
    }

    /// <summary>Receives units as a new layer.</summary>
    /// <param name="stock">The stock.</param>
    /// <param name="units">How many.</param>
    /// <param name="costCents">What one cost.</param>
    /// <param name="purchaseOrder">Id of the purchase order; null for goods that the shop began with.</param>
    public void Receive(int stock, int units, long costCents, long? purchaseOrder)
    {
        ref StockRow row = ref _stocks[stock];
        Touch(stock);
        long number = context.NextNumber(ShopCounter.Layer);
        _layers.Insert(ref row.FirstLayer, new StockLayer
        {
            Number = number,
            ReceivedAt = context.Now.Microseconds,
            CostCents = costCents,
            Left = units,
        });
        _touchedLayers.Add(new TouchedLayer
        {
            Stock = stock, Number = number, ReceivedAt = context.Now.Microseconds, CostCents = costCents, IsNew = true, Left = units,
        });
        row.OnHand += units;
        row.ValueCents += units * costCents;
        context.Kpis.Receive(units, units * costCents);
        Log("receipt"u8, new Allocation(0, stock, number, 0, costCents, units), units, null, null, purchaseOrder);
    }

    /// <summary>Reserves free units, oldest layers first; there must be enough.</summary>
    public void Reserve(int stock, int units, int line, long item, List<Allocation> into)
    {
        ref StockRow row = ref _stocks[stock];
        Touch(stock);
        row.Reserved += units;
        context.Kpis.Reserved += units;
        for (int at = row.FirstLayer; units > 0; at = _layers[at].Next)
        {
            ref StockLayer layer = ref _layers[at];
            int taken = Math.Min(layer.Free, units);
            if (taken == 0)
            {
                continue;
            }

            ref TouchedLayer touched = ref Touch(stock, in layer);
            layer.Reserved += taken;
            touched.Reserved += taken;
            units -= taken;
            var allocation = new Allocation(line, stock, layer.Number, layer.ReceivedAt, layer.CostCents, taken);
            into.Add(allocation);
            Log("reservation"u8, allocation, taken, item, null, null);
        }
    }

    /// <summary>Gives reserved units back.</summary>
    public void Release(Allocation from, long item)
    {
        Touch(from.Stock);
        ref StockRow row = ref _stocks[from.Stock];
        ref StockLayer layer = ref _layers[_layers.Find(row.FirstLayer, from.Layer)];
        ref TouchedLayer touched = ref Touch(from.Stock, in layer);
        layer.Reserved -= from.Units;
        touched.Reserved -= from.Units;
        row.Reserved -= from.Units;
        context.Kpis.Reserved -= from.Units;
        Log("reservation"u8, from, -from.Units, item, null, null);
    }

    /// <summary>Takes reserved units out of the house.</summary>
    public void Pick(Allocation from, long item)
    {
        Touch(from.Stock);
        ref StockRow row = ref _stocks[from.Stock];
        ref StockLayer layer = ref _layers[_layers.Find(row.FirstLayer, from.Layer)];
        ref TouchedLayer touched = ref Touch(from.Stock, in layer);
        layer.Left -= from.Units;
        layer.Reserved -= from.Units;
        touched.Left -= from.Units;
        touched.Reserved -= from.Units;
        row.OnHand -= from.Units;
        row.Reserved -= from.Units;
        row.ValueCents -= from.Units * from.CostCents;
        context.Kpis.Pick(from.Units, from.Units * from.CostCents);
        Log("pick"u8, from, -from.Units, item, null, null);
    }

    /// <summary>Takes units back into the layer from which they were picked, at their cost.</summary>
    public void TakeBack(Allocation to, int units, long item, long returnItem)
    {
        Touch(to.Stock);
        ref StockRow row = ref _stocks[to.Stock];
        int at = _layers.Find(row.FirstLayer, to.Layer);
        if (at == LayerStore.None)
        {
            at = _layers.Insert(
                ref row.FirstLayer,
                new StockLayer { Number = to.Layer, ReceivedAt = to.ReceivedAt, CostCents = to.CostCents });
        }

        ref StockLayer layer = ref _layers[at];
        ref TouchedLayer touched = ref Touch(to.Stock, in layer);
        layer.Left += units;
        touched.Left += units;
        row.OnHand += units;
        row.ValueCents += units * to.CostCents;
        context.Kpis.Receive(units, units * to.CostCents);
        Log("return"u8, to, units, item, returnItem, null);
    }

    /// <summary>Takes one unit off the oldest layer that has a free one, if there is any.</summary>
    public void Lose(int stock, ReadOnlySpan<byte> note)
    {
        ref StockRow row = ref _stocks[stock];
        int at = row.FirstLayer;
        while (at != LayerStore.None && _layers[at].Free == 0)
        {
            at = _layers[at].Next;
        }

        if (at == LayerStore.None)
        {
            return;
        }

        Touch(stock);
        ref StockLayer layer = ref _layers[at];
        Touch(stock, in layer).Left--;
        layer.Left--;
        row.OnHand--;
        row.ValueCents -= layer.CostCents;
        context.Kpis.Lose(1, layer.CostCents);
        Log("adjustment"u8, new Allocation(0, stock, layer.Number, 0, layer.CostCents, 1), -1, null, null, null, note);
    }

    /// <summary>Writes what the transaction's movements did to layers, sums and alerts; before it commits.</summary>
    public void Settle()
    {
        Settled.Clear();
        foreach (TouchedLayer layer in _touchedLayers)
        {
            Write(in layer);
        }

        foreach (TouchedStock before in _touchedStocks)
        {
            ref StockRow row = ref _stocks[before.Stock];
            _layers.DropEmpty(ref row.FirstLayer);
            Write(in before, in row);
            Settled.Add(before.Stock);
        }

        foreach (TouchedStock before in _touchedStocks)
        {
            alerts.Look(before.Stock, in _stocks[before.Stock], before.OnHand - before.Reserved);
        }

        _touchedLayers.Clear();
        _touchedStocks.Clear();
    }

    public void Save(SnapshotWriter writer)
    {
        writer.WriteNumber(Count);
        for (int i = 0; i < Count; i++)
        {
            ref StockRow row = ref _stocks[i];
            writer.WriteNumber(Place(row.House, row.Sku));
            int layers = 0;
            for (int at = row.FirstLayer; at != LayerStore.None; at = _layers[at].Next)
            {
                layers++;
            }

            writer.WriteNumber(layers);
            for (int at = row.FirstLayer; at != LayerStore.None; at = _layers[at].Next)
            {
                ref StockLayer layer = ref _layers[at];
                writer.WriteNumber(layer.Number);
                writer.WriteNumber(layer.ReceivedAt);
                writer.WriteNumber(layer.CostCents);
                writer.WriteNumber(layer.Left);
                writer.WriteNumber(layer.Reserved);
            }
        }
    }

    public void Load(ref SnapshotReader reader)
    {
        Clear();
        int count = (int)reader.ReadNumber(_places.Length);
        for (int i = 0; i < count; i++)
        {
            int place = (int)reader.ReadNumber(_places.Length - 1);
            int stock = Add(place % ShopWorld.Houses, place / ShopWorld.Houses);
            ref StockRow row = ref _stocks[stock];
            for (long layers = reader.ReadNumber(int.MaxValue); layers > 0; layers--)
            {
                var layer = new StockLayer
                {
                    Number = reader.ReadNumber(),
                    ReceivedAt = reader.ReadNumber(),
                    CostCents = reader.ReadNumber(),
                    Left = (int)reader.ReadNumber(int.MaxValue),
                    Reserved = (int)reader.ReadNumber(int.MaxValue),
                };
                _layers.Insert(ref row.FirstLayer, layer);
                row.OnHand += layer.Left;
                row.Reserved += layer.Reserved;
                row.ValueCents += layer.Left * layer.CostCents;
            }
        }
    }

    private static int Place(int house, int sku) => (sku * ShopWorld.Houses) + house;

    private int Add(int house, int sku)
    {
        if (Count == _stocks.Length)
        {
            Array.Resize(ref _stocks, _stocks.Length * 2);
        }

        _stocks[Count] = new StockRow
        {
            House = house,
            Sku = sku,
            Policy = context.Shop.PolicyOf(context.Cell, house, sku),
            FirstLayer = LayerStore.None,
        };
        _places[Place(house, sku)] = Count + 1;
        return Count++;
    }

    private void Touch(int stock)
    {
        foreach (TouchedStock touched in _touchedStocks)
        {
            if (touched.Stock == stock)
            {
                return;
            }
        }

        ref StockRow row = ref _stocks[stock];
        _touchedStocks.Add(new TouchedStock(stock, row.OnHand, row.Reserved, row.ValueCents));
    }

    /// <summary>The transaction's note of a layer, made before the layer changes.</summary>
    private ref TouchedLayer Touch(int stock, in StockLayer layer)
    {
        Span<TouchedLayer> known = CollectionsMarshal.AsSpan(_touchedLayers);
        for (int i = 0; i < known.Length; i++)
        {
            if (known[i].Number == layer.Number)
            {
                return ref known[i];
            }
        }

        _touchedLayers.Add(new TouchedLayer
        {
            Stock = stock,
            Number = layer.Number,
            ReceivedAt = layer.ReceivedAt,
            CostCents = layer.CostCents,
            LeftBefore = layer.Left,
            ReservedBefore = layer.Reserved,
            Left = layer.Left,
            Reserved = layer.Reserved,
        });
        return ref CollectionsMarshal.AsSpan(_touchedLayers)[^1];
    }

    private void Log(ReadOnlySpan<byte> kind, Allocation what, int quantity, long? item, long? returnItem, long? purchaseOrder, ReadOnlySpan<byte> note = default)
    {
        ref StockRow row = ref _stocks[what.Stock];
        ShopLog log = context.Log.Insert(ShopCatalogue.InventoryLog)
            .Number(context.NextId(ShopCounter.Movement)).Number(context.IdBase + what.Layer)
            .Number(context.WarehouseId(row.House)).Number(ShopWorld.ProductId(row.Sku))
            .Text(kind).Number(quantity).Number(what.CostCents)
            .Number(item).Number(returnItem).Number(purchaseOrder);
        (note.IsEmpty ? log.Null() : log.Text(note)).Time(context.Now);
    }

    private void Write(in TouchedLayer layer)
    {
        ref StockRow row = ref _stocks[layer.Stock];
        ShopLog log = layer.IsNew ? context.Log.InsertDerived(ShopCatalogue.InventoryLayers) : context.Log.UpdateDerived(ShopCatalogue.InventoryLayers);
        log.Number(context.IdBase + layer.Number).Number(context.WarehouseId(row.House)).Number(ShopWorld.ProductId(row.Sku))
            .Number(layer.ReceivedAt).Number(layer.CostCents).Number(layer.Left).Number(layer.Reserved);
        if (!layer.IsNew && layer.Left != layer.LeftBefore)
        {
            log.WasNumber(5, layer.LeftBefore);
        }

        if (!layer.IsNew && layer.Reserved != layer.ReservedBefore)
        {
            log.WasNumber(6, layer.ReservedBefore);
        }
    }

    private void Write(in TouchedStock before, in StockRow row)
    {
        ShopLog log = context.Log.UpdateDerived(ShopCatalogue.Inventory)
            .Number(context.WarehouseId(row.House)).Number(ShopWorld.ProductId(row.Sku))
            .Number(row.OnHand).Number(row.Reserved).Number(row.ValueCents)
            .Number(row.Policy.SafetyStock).Number(row.Policy.ReorderPoint).Number(row.Policy.ReorderQuantity);
        if (row.OnHand != before.OnHand)
        {
            log.WasNumber(2, before.OnHand);
        }

        if (row.Reserved != before.Reserved)
        {
            log.WasNumber(3, before.Reserved);
        }

        if (row.ValueCents != before.ValueCents)
        {
            log.WasNumber(4, before.ValueCents);
        }
    }
}
