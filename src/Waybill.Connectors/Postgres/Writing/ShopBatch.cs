using Waybill.Events.Shop;

namespace Waybill.Connectors.Postgres.Writing;

/// <summary>Days of some cells, brought into the form in which they are written.</summary>
internal sealed class ShopBatch
{
    private readonly TableBatch[] _tables = [.. ShopCatalogue.All.Select(table => new TableBatch(table))];
    private readonly List<int> _cells = [];

    /// <summary>Tables in an order that satisfies the keys; those that the database's rules write have no rows.</summary>
    public IReadOnlyList<TableBatch> Tables => _tables;

    public IReadOnlyList<int> Cells => _cells;

    /// <summary>Days since 1970-01-01.</summary>
    public int Day { get; private set; }

    /// <summary>Changes that came in and are written by us (not by rules of the database).</summary>
    public long Changes { get; private set; }

    public long Transactions { get; private set; }

    /// <summary>Whether other cells refer to rows of this batch.</summary>
    public bool IsShared { get; private set; }

    /// <summary>Takes in a cell's day.</summary>
    public void Add(int cell, int day, ReadOnlySpan<byte> log)
    {
        Day = day;
        _cells.Add(cell);
        var reader = new ShopLogReader(log);
        while (reader.NextTransaction(out _))
        {
            Transactions++;
            while (reader.NextChange(out var change))
            {
                if (!change.IsDerived)
                {
                    _tables[change.Table.Index].Add(change);
                    IsShared |= ShopOwnership.IsShared(change.Table);
                    Changes++;
                }
            }
        }
    }

    public void Clear()
    {
        Array.ForEach(_tables, table => table.Clear());
        _cells.Clear();
        (Changes, Transactions, IsShared) = (0, 0, false);
    }
}
