using Waybill.Events.Shop;
using Waybill.Events.Text;

namespace Waybill.Connectors.Postgres.Writing.Live;

/// <summary>The transactions of all cells on one day, in the order of world time.</summary>
internal sealed class LiveDay
{
    private readonly List<ByteBuffer> _logs = [];
    private readonly List<LiveTransaction> _transactions = [];

    public List<int> Cells { get; } = [];

    /// <summary>In order after <see cref="Sort"/>.</summary>
    public IReadOnlyList<LiveTransaction> Transactions => _transactions;

    /// <summary>Takes in a cell's day without the transactions that were committed before.</summary>
    public void Add(int cell, ReadOnlySpan<byte> log, HashSet<long> done)
    {
        var copy = new ByteBuffer(log.Length);
        copy.Append(log);
        var reader = new ShopLogReader(log);
        while (reader.NextTransaction(out var transaction))
        {
            if (!done.Contains(transaction.Number))
            {
                var (offset, length) = reader.Place;
                _transactions.Add(new LiveTransaction(
                    transaction.At.Microseconds, transaction.Number, transaction.Kind, transaction.Changes, _logs.Count, offset, length));
            }
        }

        _logs.Add(copy);
        Cells.Add(cell);
    }

    public void Sort() => _transactions.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Number.CompareTo(b.Number));

    public ReadOnlySpan<byte> LogOf(LiveTransaction transaction) => _logs[transaction.Cell].Written.Slice(transaction.Offset, transaction.Length);

    public void Clear()
    {
        _logs.Clear();
        _transactions.Clear();
        Cells.Clear();
    }
}
