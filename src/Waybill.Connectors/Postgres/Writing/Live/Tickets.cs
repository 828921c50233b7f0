using System.Text;
using Waybill.Events.Hashing;
using Waybill.Events.Shop;

namespace Waybill.Connectors.Postgres.Writing.Live;

/// <summary>
/// What of the shop a transaction works on: orders, customers, carts, shipments, stock and so on, each as a number. Transactions with a
/// number in common must happen in the order of the world.
/// </summary>
internal sealed class Tickets
{
    private const ulong StockKind = 1_000;

    /// <summary>Key columns by name: wherever a column of this name stands, it means that row.</summary>
    private static readonly string[] Keys =
    [
        .. ShopCatalogue.All.Where(t => t.KeyLength == 1 && !t.IsJournal && !t.IsDerived && !ShopOwnership.IsShared(t) && t != ShopCatalogue.Warehouses)
            .Select(t => t.Columns[0].Name),
    ];

    private static readonly ShopTable[] StockTables =
        [ShopCatalogue.Inventory, ShopCatalogue.PurchaseOrders, ShopCatalogue.StockAlerts, ShopCatalogue.InventoryLog];

    /// <summary>Columns that name a row, and the kind of that row, by table.</summary>
    private static readonly (int Column, ulong Kind)[][] Columns =
    [
        .. ShopCatalogue.All.Select(t => t.Columns.Select((c, i) => (i, (ulong)(Array.IndexOf(Keys, c.Name) + 1))).Where(p => p.Item2 > 0).ToArray()),
    ];

    private static readonly int ItemColumn = ShopCatalogue.Reviews.Column("order_item_id");
    private static readonly int ItemsOrder = ShopCatalogue.OrderItems.Column("order_id");
    private static readonly ulong OrderKind = (ulong)(Array.IndexOf(Keys, "order_id") + 1);

    private readonly List<(ulong Ticket, bool IsLate)> _found = [];
    private readonly List<ulong> _listed = [];
    private readonly List<ulong> _named = [];
    private readonly Dictionary<long, ulong> _ordersOfItems = [];

    /// <summary>Whether everything before must be committed first and everything after must wait: rows to which many others refer.</summary>
    public bool IsBarrier { get; private set; }

    /// <summary>
    /// The tickets of the transaction that was read last. Late ones are needed only for the last step, which moves stock; the others
    /// from the beginning.
    /// </summary>
    public IReadOnlyList<(ulong Ticket, bool IsLate)> Found => _found;

    /// <summary>Stock that the transaction makes known to its warehouse. Only what comes after can name it.</summary>
    public IReadOnlyList<ulong> Listed => _listed;

    /// <summary>Stock of which the transaction sells: it must be listed, but buyers need not follow one another for it.</summary>
    public IReadOnlyList<ulong> Named => _named;

    /// <summary>Lines of orders that are older than the day and were reviewed on it: the review must wait for the delivery of their order.</summary>
    public static List<long> ReviewedItems(LiveDay day)
    {
        var items = new List<long>();
        foreach (var transaction in day.Transactions)
        {
            var reader = new ShopLogReader(day.LogOf(transaction));
            reader.NextTransaction(out _);
            while (reader.NextChange(out var change))
            {
                if (change.Table == ShopCatalogue.Reviews)
                {
                    items.Add(change.Number(ItemColumn));
                }
            }
        }

        return items;
    }

    /// <summary>Says to which order a line belongs.</summary>
    public void Know(long item, string order) => _ordersOfItems[item] = TicketOf(OrderKind, Encoding.UTF8.GetBytes(order));

    /// <summary>Reads a transaction.</summary>
    public void Read(ReadOnlySpan<byte> log)
    {
        _found.Clear();
        _listed.Clear();
        _named.Clear();
        IsBarrier = false;
        var reader = new ShopLogReader(log);
        reader.NextTransaction(out _);
        while (reader.NextChange(out var change))
        {
            if (!change.IsDerived)
            {
                Read(change);
            }
        }
    }

    private void Read(in ShopChange change)
    {
        var table = change.Table;
        IsBarrier |= ShopOwnership.IsShared(table) || table == ShopCatalogue.Warehouses;
        foreach (var (column, kind) in Columns[table.Index])
        {
            if (!change.IsNull(column))
            {
                var isText = table.Columns[column].Kind == ShopColumnKind.Text;
                Add(isText ? TicketOf(kind, change.Utf8(column)) : TicketOf(kind, change.Number(column)), isLate: false);
            }
        }

        if (Array.IndexOf(StockTables, table) >= 0)
        {
            var stock = StockOf(change);
            Add(stock, isLate: table == ShopCatalogue.InventoryLog);
            if (table == ShopCatalogue.Inventory && change.Op == ShopOp.Insert)
            {
                _listed.Add(stock);
            }
        }

        if (table == ShopCatalogue.OrderItems)
        {
            _ordersOfItems[change.Number(0)] = TicketOf(OrderKind, change.Utf8(ItemsOrder));
            _named.Add(StockOf(change));
        }
        else if (table == ShopCatalogue.Reviews && _ordersOfItems.TryGetValue(change.Number(ItemColumn), out var order))
        {
            Add(order, isLate: false);
        }
    }

    private void Add(ulong ticket, bool isLate)
    {
        for (var i = 0; i < _found.Count; i++)
        {
            if (_found[i].Ticket == ticket)
            {
                _found[i] = (ticket, _found[i].IsLate && isLate);
                return;
            }
        }

        _found.Add((ticket, isLate));
    }

    private static ulong StockOf(in ShopChange change) => TicketOf(
        TicketOf(StockKind, change.Number(change.Table.Column("warehouse_id"))), change.Number(change.Table.Column("product_id")));

    private static ulong TicketOf(ulong kind, ReadOnlySpan<byte> key) => XxHash64.Hash(key, kind);

    private static ulong TicketOf(ulong kind, long key) => XxHash64.Hash(BitConverter.GetBytes(key), kind);
}
