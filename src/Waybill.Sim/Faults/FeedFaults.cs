using System.Runtime.CompilerServices;
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
    private const int MostDaysLate = 2;
    private const int MostDaysUntilCopy = 2;
    private const int MostRowsMoved = 40;
    private const int MostRowsMovedInADay = 10;

    /// <summary>
    /// Before a file is cut, rows have no faults of their own for a while, so that every lost row is explained by one line.
    /// </summary>
    private const int QuietSeconds = 1_800;

    private readonly FeedDefinition _feed;
    private readonly RandomStreams _streams;
    private readonly FaultLedger _ledger;
    private readonly RowFaultPicker _picker;
    private readonly HeldRows _held = new();
    private readonly MovedRows _moved = new();
    private readonly SegmentFaults _segments;
    private readonly FaultDice[] _dice = new FaultDice[FaultKinds.Count];
    private readonly RandomStream?[] _sources = new RandomStream?[FaultKinds.Count];
    private readonly int _dropsADay;
    private readonly int _secondsAheadOfUtc;
    private long _row;
    private long _stop;
    private long _slotEnd;
    private int _cell;

    /// <param name="feed">The feed.</param>
    /// <param name="plan">The world's plan.</param>
    /// <param name="ledger">Where the lines go.</param>
    /// <param name="secondsAheadOfUtc">By which the source's own days begin before those of UTC.</param>
    public FeedFaults(FeedDefinition feed, WorldPlan plan, FaultLedger ledger, int secondsAheadOfUtc = 0)
    {
        _feed = feed;
        _streams = plan.World.Streams;
        _ledger = ledger;
        _dropsADay = DropWindow.PerDay / feed.WindowsPerDrop;
        _secondsAheadOfUtc = secondsAheadOfUtc;
        _picker = new RowFaultPicker(feed, plan.Faults, _streams, plan.StartDay);
        _segments = new SegmentFaults(this, feed, plan.FileFaults);
    }

    public FeedSegment Segment { get; private set; } = new();

    public DropWindow Window { get; private set; }

    /// <summary>From when on rows have no faults of their own when the file's end will be lost.</summary>
    public Instant QuietFrom { get; private set; }

    /// <summary>Whether rows have no faults of their own any more in this drop.</summary>
    public bool IsQuiet => _segments.IsQuiet;

    /// <summary>Rows at the end of the present drop that were lost.</summary>
    public int RowsLost => _segments.RowsLost;

    public void Open(int cell)
    {
        _cell = cell;
        _held.Clear();
        _moved.Release(long.MaxValue, new ByteBuffer());
        _picker.Open(cell);
        _segments.Open(cell);
        Array.Clear(_sources);
        foreach (FaultKind kind in FaultScope.Rows(_feed))
        {
            _dice[(int)kind] = new FaultDice(_streams.Get($"fault.{_feed.Name}.{FaultKinds.Name(kind)}.detail", cell));
        }
    }

    /// <summary>
    /// The rows that arrive with a drop as they were held, for writers that hold them packed: to be asked for, and written,
    /// before the drop begins.
    /// </summary>
    public ReadOnlySpan<byte> TakeHeld(DropWindow window) => _held.Take(window);

    public void Begin(DropWindow window, FeedSegment segment) =>
        Begin(window, segment, window.Start, window.End.AddSeconds(-QuietSeconds));

    /// <param name="window">The window.</param>
    /// <param name="segment">Where the rows go.</param>
    /// <param name="firstRow">No row is older.</param>
    /// <param name="quietFrom">See <see cref="QuietFrom"/>.</param>
    public void Begin(DropWindow window, FeedSegment segment, Instant firstRow, Instant quietFrom)
    {
        Window = window;
        QuietFrom = quietFrom;
        Segment = segment;
        segment.Rows += _held.Release(window, segment.Bytes);
        _segments.Begin();
        _row = 0;
        EnterSlot(firstRow);
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
        (_sources[(int)kind] ??= _streams.Get($"fault.{_feed.Name}.{FaultKinds.Name(kind)}.source", _cell)).At((ulong)day);

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
            Feed = _feed,
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

    /// <summary>Writes a line into the present drop with another text in one of its columns, put in as it is.</summary>
    public void WriteReplaced(ReadOnlySpan<byte> line, int column, ReadOnlySpan<byte> text)
    {
        LineFaults.AppendReplaced(Segment.Bytes, line, column, text);
        Segment.Rows++;
    }

    /// <summary>A row that arrives days later.</summary>
    /// <param name="key">The ledger's key.</param>
    /// <param name="time">When the event happened.</param>
    /// <returns>Where its writer puts it, as it holds rows.</returns>
    public ByteBuffer Delay(ReadOnlySpan<byte> key, Instant time)
    {
        DropWindow arrival = Drop(Dice(FaultKind.Late).Between(_dropsADay, MostDaysLate * _dropsADay));
        RecordMoved(FaultKind.Late, key, time, arrival);
        return _held.Hold(arrival);
    }

    /// <summary>Out of order or a duplicate: a clean line that arrives elsewhere, or once more.</summary>
    /// <param name="kind">Which of both.</param>
    /// <param name="line">The line.</param>
    /// <param name="key">The ledger's key.</param>
    /// <param name="time">When the event happened.</param>
    /// <returns>Where its writer puts the row, as it holds rows; null when the line arrives in this drop.</returns>
    public ByteBuffer? Displace(FaultKind kind, ReadOnlySpan<byte> line, ReadOnlySpan<byte> key, Instant time)
    {
        ref FaultDice dice = ref Dice(kind);
        bool sameDrop = dice.Below(2) == 0;
        int drops = kind == FaultKind.OutOfOrder ? 1 : dice.Between(1, MostDaysUntilCopy * _dropsADay);
        DropWindow arrival = sameDrop ? Window : Drop(drops);
        RecordMoved(kind, key, time, arrival);
        if (kind == FaultKind.DuplicateRow)
        {
            Write(line);
        }

        if (!sameDrop)
        {
            return _held.Hold(arrival);
        }

        _moved.Add(_row + dice.Between(1, _dropsADay == 1 ? MostRowsMovedInADay : MostRowsMoved), line);
        UpdateStop();
        return null;
    }

    /// <summary>
    /// A stale row that contradicts a true one, which has already its own line: before the true one or in a later drop.
    /// </summary>
    /// <returns>Where its writer puts the stale row, as it holds rows; null when it was written.</returns>
    public ByteBuffer? Contradict(
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
        DropWindow arrival = before ? Window : Drop(dice.Between(1, MostDaysUntilCopy * _dropsADay));
        Record(FaultKind.ConflictingDuplicate, key, time, arrival, true, field, trueValue, staleValue);
        if (before)
        {
            Write(staleLine);
        }

        Write(trueLine);
        return before ? null : _held.Hold(arrival);
    }

    /// <summary>The ledger's key of a clean row.</summary>
    public byte[] KeyOf(ReadOnlySpan<byte> line, Instant time) =>
        LineKeys.Of(_feed, line, LineKeys.LocalDay(time, _secondsAheadOfUtc));

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

    private void RecordMoved(FaultKind kind, ReadOnlySpan<byte> key, Instant time, DropWindow arrival)
    {
        if (_cell < WorldPlan.FirstFactory)
        {
            _ledger.AddMoved(kind, _feed, key, time, arrival.End);
        }
        else
        {
            Record(kind, key, time, arrival, repairable: true);
        }
    }

    private void EnterSlot(Instant time)
    {
        _picker.Enter(time, Math.Max(_row - 1, 0), Window.Day);
        if (_segments.IsQuiet)
        {
            _picker.Rest();
        }

        _slotEnd = _picker.SlotEnd.Microseconds;
        foreach (FaultKind kind in FaultScope.Rows(_feed))
        {
            _dice[(int)kind].Open(_picker.Slot);
        }

        UpdateStop();
    }

    /// <summary>The feed's n-th drop after the present one.</summary>
    private DropWindow Drop(int drops) => Window.Next(drops * _feed.WindowsPerDrop);

    private void UpdateStop() =>
        _stop = _segments.NotesRows ? 0 : Math.Min(_picker.NextStruck, _moved.Next);
}
