using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Sim.Faults;

/// <summary>The ledger lines of one cell on one day, written before the faults take effect.</summary>
internal sealed class FaultLedger
{
    private readonly LedgerCsv _csv = new();

    /// <summary>The factory's id, or T and the number of a cell of trucks.</summary>
    private readonly ByteBuffer _place = new(32);
    private readonly long[] _counts = new long[FaultKinds.Count];
    private int _cell;
    private int _day;
    private int _number;

    public ByteBuffer Lines { get; private set; } = new();

    /// <summary>Lines by kind, in the order of <see cref="FaultKind"/>.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <param name="cell">The cell.</param>
    /// <param name="day">The day of the drops.</param>
    /// <param name="lines">Where the lines go; must be empty.</param>
    public void Open(int cell, int day, ByteBuffer lines)
    {
        _cell = cell;
        _day = day;
        _number = 0;
        _place.Clear();
        bool hasTrucks = cell >= WorldPlan.FirstDepot;
        int number = cell - (hasTrucks ? WorldPlan.FirstDepot : WorldPlan.FirstFactory) + 1;
        _place.Append((byte)(hasTrucks ? 'T' : 'F'));
        _place.Advance(Utf8Number.WritePadded(ref _place.Reserve(20 + Utf8Number.Slack), 0, (uint)Math.Max(number, 0), 2));
        Lines = lines;
        Array.Clear(_counts);
    }

    /// <summary>Adds the line of a row of a market that arrives elsewhere or once more.</summary>
    public void AddMoved(FaultKind kind, FeedDefinition feed, ReadOnlySpan<byte> key, Instant eventTime, Instant arrivalTime)
    {
        _csv.AppendMoved(Lines, new OrderId(_day, _cell, ++_number), kind, feed, key, eventTime, arrivalTime);
        _counts[(int)kind]++;
    }

    public void Add(in LedgerEntry entry)
    {
        if (_cell >= WorldPlan.FirstFactory)
        {
            _csv.AppendOf(Lines, _place.Written, _day, ++_number, in entry);
        }
        else
        {
            _csv.Append(Lines, new OrderId(_day, _cell, ++_number), in entry);
        }

        _counts[(int)entry.Kind]++;
    }
}
