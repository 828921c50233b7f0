using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Waybill.Sim.Commerce;
using Waybill.Sim.Fulfilment;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Faults;

/// <summary>Puts faults into the logistics feed.</summary>
internal sealed class StatusFaultWriter(StatusWriter clean, IOrderHistory history, FeedFaults faults, FaultPlan plan)
    : IFeedWriter<StatusRow>
{
    private const int MostFieldsOfShortRow = 2;
    private const int MostDriftSeconds = 300;
    private const int MostStaleSeconds = 7_200;
    private const int FirstOrphanSequence = 900_000;
    private const int OrphanSequences = 100_000;

    private static readonly Instant[] ResetClocks =
        [Instant.FromDay(0), Instant.FromDateTime(new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc))];

    private readonly StatusCsv _csv = clean.Csv;
    private readonly bool _driftsBySource = plan.Rule(FaultKind.ClockDrift, FeedCatalogue.Logistics)?.Shape == FaultShape.Source;
    private readonly ByteBuffer _line = new(StatusCsv.MaxRowLength);
    private readonly ByteBuffer _otherLine = new(StatusCsv.MaxRowLength);
    private readonly ByteBuffer _key = new(64);
    private readonly ByteBuffer _true = new(64);
    private readonly ByteBuffer _written = new(64);

    public void Open(int cell) => faults.Open(cell);

    public void Begin(DropWindow window, FeedSegment segment)
    {
        clean.Begin(window, segment);
        for (ReadOnlySpan<byte> held = faults.TakeHeld(window); !held.IsEmpty; held = held[PackedStatus.Length..])
        {
            clean.Write(PackedStatus.Read(held));
        }

        faults.Begin(window, segment);
    }

    public void Write(in StatusRow row)
    {
        if (faults.PassesClean(row.At))
        {
            clean.Write(in row);
            return;
        }

        if (faults.Strike(row.At) is not { } kind || !TryApply(kind, in row))
        {
            int offset = faults.Segment.Bytes.Length;
            clean.Write(in row);
            faults.NoteClean(offset, row.At);
        }
    }

    public void End() => faults.End();

    public void Save(SnapshotWriter writer) => faults.Save(writer);

    public void Load(int cell, ref SnapshotReader reader) => faults.Load(cell, ref reader);

    /// <summary>Writes the row with its fault; false when the kind cannot apply to it.</summary>
    private bool TryApply(FaultKind kind, in StatusRow row)
    {
        TakeKey(in row);
        if (kind == FaultKind.Late)
        {
            PackedStatus.Append(faults.Delay(_key.Written, row.At), in row);
            return true;
        }

        _line.Clear();
        _csv.Append(_line, in row);
        ref FaultDice dice = ref faults.Dice(kind);
        switch (kind)
        {
            case FaultKind.ClockDrift:
                return Retime(kind, in row, row.At.AddSeconds(Drift(in row, ref dice)));
            case FaultKind.ClockReset:
                Instant reset = ResetClocks[dice.Below(ResetClocks.Length)];
                return Retime(kind, in row, reset.AddSeconds(dice.Below(Instant.SecondsPerDay)));
            case FaultKind.TimeBackwards:
                int back = dice.Between(Instant.SecondsPerDay, 3 * Instant.SecondsPerDay);
                return Retime(kind, in row, history.PreviousChange(in row).AddSeconds(-back));
            case FaultKind.IdVariant:
                _written.Clear();
                AppendIdVariant(in row, dice.Below(5));
                return Change(kind, StatusColumn.OrderId, in row);
            case FaultKind.NameVariant:
                _written.Clear();
                WordFaults.AppendVariant(_written, FeedVocabulary.Statuses.Raw((int)row.Status), ref dice);
                return Change(kind, StatusColumn.Status, in row);
            case FaultKind.Typo:
                _written.Clear();
                return WordFaults.TryAppendTypo(_written, FeedVocabulary.Statuses.Raw((int)row.Status), ref dice)
                    && Change(kind, StatusColumn.Status, in row);
            case FaultKind.StatusJump:
                return TrySwallow(in row);
            case FaultKind.OrphanUpdate:
                WriteOrphan(in row, ref dice);
                return true;
            case FaultKind.BrokenRow:
                _otherLine.Clear();
                LineFaults.AppendBroken(_otherLine, _line.Written, MostFieldsOfShortRow, ref dice);
                return ReplaceLine(kind, in row);
            case FaultKind.BadQuoting:
                _written.Clear();
                _written.Append((byte)'"');
                _written.Append(FeedVocabulary.Statuses.Raw((int)row.Status));
                return Change(kind, StatusColumn.Status, in row, repairable: false);
            case FaultKind.ConflictingDuplicate:
                return Contradict(in row, ref dice);
            default:
                if (faults.Displace(kind, _line.Written, _key.Written, row.At) is { } held)
                {
                    PackedStatus.Append(held, in row);
                }

                return true;
        }
    }

    /// <summary>Seconds by which the source's clock is wrong, never 0; all day the same when the source itself is bad.</summary>
    private long Drift(in StatusRow row, ref FaultDice dice)
    {
        ulong bits = _driftsBySource ? faults.SourceBits(FaultKind.ClockDrift, row.At.Day) : dice.Bits();
        long size = 1 + (long)(bits / 2 % MostDriftSeconds);
        return bits % 2 == 0 ? size : -size;
    }

    private bool Retime(FaultKind kind, in StatusRow row, Instant written)
    {
        StatusRow wrong = row with { At = written };
        Render(_written, StatusColumn.StatusTimestamp, in wrong);
        return Change(kind, StatusColumn.StatusTimestamp, in row, repairable: false);
    }

    private void AppendIdVariant(in StatusRow row, int style)
    {
        Render(_true, StatusColumn.OrderId, in row);
        switch (style)
        {
            case 2:
                _written.Append((byte)' ');
                break;
            case 3:
                _written.Append((byte)'#');
                break;
            case 4:
                _written.Append("ORD-"u8);
                break;
        }

        foreach (byte letter in _true.Written)
        {
            if (letter != (byte)'-' || style >= 2)
            {
                _written.Append(letter);
            }
            else if (style == 1)
            {
                _written.Append((byte)'_');
            }
        }

        if (style == 2)
        {
            _written.Append((byte)' ');
        }
    }

    /// <summary>An update between others that is never written.</summary>
    private bool TrySwallow(in StatusRow row)
    {
        if (row.Status is not (OrderStatus.Processing or OrderStatus.Shipped))
        {
            return false;
        }

        faults.Record(
            FaultKind.StatusJump, _key.Written, row.At, faults.Window, repairable: false, "row"u8, _line.Written[..^1]);
        return true;
    }

    /// <summary>One more row, for an order that nobody ever placed, and the true one.</summary>
    private void WriteOrphan(in StatusRow row, ref FaultDice dice)
    {
        StatusRow orphan = row with
        {
            Id = row.Id with { Sequence = FirstOrphanSequence + dice.Below(OrphanSequences) },
            SourceSeq = row.SourceSeq - 1,
        };
        _otherLine.Clear();
        _csv.Append(_otherLine, in orphan);
        TakeKey(in orphan);
        faults.Record(
            FaultKind.OrphanUpdate,
            _key.Written,
            row.At,
            faults.Window,
            repairable: true,
            "row"u8,
            default,
            _otherLine.Written[..^1]);
        faults.Write(_otherLine.Written);
        faults.Write(_line.Written);
    }

    private bool Contradict(in StatusRow row, ref FaultDice dice)
    {
        long seconds = dice.Between(60, MostStaleSeconds);
        StatusRow stale = row with
        {
            At = row.At.AddSeconds(dice.Below(2) == 0 ? seconds : -seconds),
            SourceSeq = row.SourceSeq - 1,
        };
        Render(_true, StatusColumn.StatusTimestamp, in row);
        Render(_written, StatusColumn.StatusTimestamp, in stale);
        _otherLine.Clear();
        _csv.Append(_otherLine, in stale);
        ByteBuffer? held = faults.Contradict(
            _otherLine.Written,
            _line.Written,
            _key.Written,
            row.At,
            ColumnNames.Logistics[(int)StatusColumn.StatusTimestamp],
            _true.Written,
            _written.Written);
        if (held is not null)
        {
            PackedStatus.Append(held, in stale);
        }

        return true;
    }

    private bool ReplaceLine(FaultKind kind, in StatusRow row)
    {
        faults.Record(
            kind,
            _key.Written,
            row.At,
            faults.Window,
            repairable: false,
            "row"u8,
            _line.Written[..^1],
            _otherLine.Written[..^1]);
        faults.Write(_otherLine.Written);
        return true;
    }

    /// <summary>Writes the row with one column as it stands in the buffer of written values.</summary>
    private bool Change(FaultKind kind, StatusColumn column, in StatusRow row, bool repairable = true)
    {
        Render(_true, column, in row);
        faults.Record(
            kind,
            _key.Written,
            row.At,
            faults.Window,
            repairable,
            ColumnNames.Logistics[(int)column],
            _true.Written,
            _written.Written);
        faults.WriteReplaced(_line.Written, (int)column, _written.Written);
        return true;
    }

    private void TakeKey(in StatusRow row)
    {
        _key.Clear();
        _csv.AppendKey(_key, in row);
    }

    private void Render(ByteBuffer target, StatusColumn column, in StatusRow row)
    {
        target.Clear();
        _csv.WriteField(target, column, in row);
    }
}
