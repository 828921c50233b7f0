using System.Runtime.CompilerServices;
using System.Text;
using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Faults;

/// <summary>
/// What the faulty writers of both feeds share for one cell: when a row is struck, rows that arrive later, twice or at
/// another place, whole segments that are cut, repeated or reshaped, and the ledger line that goes before each of them.
/// </summary>
internal sealed class FeedFaults
{
    private const int FewestDropsLate = 4;
    private const int MostDropsLate = 8;
    private const int MostDropsUntilCopy = 8;
    private const int MostRowsMoved = 40;

    private readonly FeedDefinition _feed;
    private readonly byte[] _feedName;
    private readonly RandomStreams _streams;
    private readonly FileFaults _files;
    private readonly FaultLedger _ledger;
    private readonly RowFaultPicker _picker;
    private readonly HeldRows _held = new();
    private readonly MovedRows _moved = new();
    private readonly SegmentFaults _segments;
    private readonly FaultDice[] _dice = new FaultDice[FaultKinds.Count];
    private long _row;
    private long _stop;
    private long _slotEnd;
    private int _cell;

    public FeedFaults(
        FeedDefinition feed, FaultPlan plan, FileFaults files, RandomStreams streams, int startDay, FaultLedger ledger)
    {
        _feed = feed;
        _feedName = Encoding.ASCII.GetBytes(feed.Name);
        _streams = streams;
        _files = files;
        _ledger = ledger;
        _picker = new RowFaultPicker(feed, plan, streams, startDay);
        _segments = new SegmentFaults(this, feed, files);
    }

    public FeedSegment Segment { get; private set; } = new();

    public DropWindow Window { get; private set; }

    public void Open(int cell)
    {
        _cell = cell;
        _held.Clear();
        _moved.Release(long.MaxValue, new ByteBuffer());
        _picker.Open(cell);
        _segments.Open(cell);
        foreach (FaultKind kind in FaultScope.Rows(_feed))
        {
            _dice[(int)kind] = new FaultDice(_streams.Get($"fault.{_feed.Name}.{FaultKinds.Name(kind)}.detail", cell));
        }
    }

    public void Begin(DropWindow window, FeedSegment segment)
    {
        Window = window;
        Segment = segment;
        segment.Rows += _held.Release(window, segment.Bytes);
        _segments.Begin();
        _row = 0;
        EnterSlot(window.Start);
    }

    public void End()
    {
        Segment.Rows += _moved.Release(long.MaxValue, Segment.Bytes);
        _segments.End();
    }

    /// <summary>Counts a row and says whether nothing at all has to be done about it but writing it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool PassesClean(Instant time)
    {
        bool clean = _row < _stop && time.Microseconds < _slotEnd;
        _row++;
        return clean;
    }

    /// <summary>For a row that does not pass clean: what strikes it, if anything does.</summary>
    public FaultKind? Strike(Instant time)
    {
        long row = _row - 1;
        if (time.Microseconds >= _slotEnd)
        {
            EnterSlot(time);
        }

        if (_segments.EntersQuietTail(time))
        {
            _picker.Rest();
            Segment.Rows += _moved.Release(long.MaxValue, Segment.Bytes);
        }
        else if (_moved.Next <= row)
        {
            Segment.Rows += _moved.Release(row, Segment.Bytes);
        }

        FaultKind? kind = _picker.NextStruck <= row ? _picker.Take(row) : null;
        UpdateStop();
        return kind;
    }

    /// <summary>After a row was written clean the slow way: remembers it where whole segments are damaged.</summary>
    public void NoteClean(int offset, Instant time) => _segments.NoteClean(offset, Segment.Bytes.Length - offset, time);

    /// <summary>The source of details of a kind's faults.</summary>
    public ref FaultDice Dice(FaultKind kind) => ref _dice[(int)kind];

    /// <summary>Random bits that are the same all day: what is wrong with a source while it is bad.</summary>
    public ulong SourceBits(FaultKind kind, int day) =>
        _streams.Get($"fault.{_feed.Name}.{FaultKinds.Name(kind)}.source", _cell).At((ulong)day);

    /// <summary>Writes a ledger line.</summary>
    public void Record(
        FaultKind kind,
        ReadOnlySpan<byte> key,
        Instant eventTime,
        DropWindow arrival,
        bool repairable,
        ReadOnlySpan<byte> field = default,
        ReadOnlySpan<byte> trueValue = default,
        ReadOnlySpan<byte> writtenValue = default) => _ledger.Add(new LedgerEntry
        {
            Kind = kind,
            Feed = _feedName,
            EntityKey = key,
            Field = field,
            TrueValue = trueValue,
            WrittenValue = writtenValue,
            EventTime = eventTime,
            ArrivalTime = arrival.End,
            IsRepairable = repairable,
        });

    /// <summary>Writes a line into the present drop.</summary>
    public void Write(ReadOnlySpan<byte> line)
    {
        Segment.Bytes.Append(line);
        Segment.Rows++;
    }

    /// <summary>Late, out of order or a duplicate: a clean line that arrives elsewhere, or once more.</summary>
    public void Displace(FaultKind kind, ReadOnlySpan<byte> line, ReadOnlySpan<byte> key, Instant time)
    {
        ref FaultDice dice = ref Dice(kind);
        bool sameDrop = kind != FaultKind.Late && dice.Below(2) == 0;
        int drops = kind switch
        {
            FaultKind.Late => dice.Between(FewestDropsLate, MostDropsLate),
            FaultKind.OutOfOrder => 1,
            _ => dice.Between(1, MostDropsUntilCopy),
        };
        DropWindow arrival = sameDrop ? Window : Window.Next(drops);
        Record(kind, key, time, arrival, repairable: true);
        if (kind == FaultKind.DuplicateRow)
        {
            Write(line);
        }

        if (sameDrop)
        {
            _moved.Add(_row + dice.Between(1, MostRowsMoved), line);
            UpdateStop();
        }
        else
        {
            _held.Hold(arrival, line);
        }
    }

    /// <summary>
    /// A stale row that contradicts a true one, which has already its own line: before the true one or in a later drop.
    /// </summary>
    public void Contradict(
        ReadOnlySpan<byte> staleLine,
        ReadOnlySpan<byte> trueLine,
        ReadOnlySpan<byte> key,
        Instant time,
        ReadOnlySpan<byte> field,
        ReadOnlySpan<byte> trueValue,
        ReadOnlySpan<byte> staleValue)
    {
        ref FaultDice dice = ref Dice(FaultKind.ConflictingDuplicate);
        bool before = dice.Below(2) == 0;
        DropWindow arrival = before ? Window : Window.Next(dice.Between(1, MostDropsUntilCopy));
        Record(FaultKind.ConflictingDuplicate, key, time, arrival, true, field, trueValue, staleValue);
        if (before)
        {
            Write(staleLine);
        }
        else
        {
            _held.Hold(arrival, staleLine);
        }

        Write(trueLine);
    }

    public void Save(SnapshotWriter writer)
    {
        _held.Save(writer);
        _segments.Save(writer);
    }

    public void Load(int cell, ref SnapshotReader reader)
    {
        Open(cell);
        _held.Load(ref reader);
        _segments.Load(ref reader);
    }

    private void EnterSlot(Instant time)
    {
        _picker.Enter(time, Math.Max(_row - 1, 0));
        _slotEnd = _picker.SlotEnd.Microseconds;
        foreach (FaultKind kind in FaultScope.Rows(_feed))
        {
            _dice[(int)kind].Open(_picker.Slot);
        }

        UpdateStop();
    }

    private void UpdateStop() =>
        _stop = _segments.NotesRows ? 0 : Math.Min(_picker.NextStruck, _moved.Next);
}
