using System.Text;
using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Waybill.Sim.Factory;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Faults;

/// <summary>
/// What puts faults into the feeds of the factories: walks over a day's rows, asks what strikes each of them, and has the
/// means that all feeds share. Values in the ledger are plain; the file has them as its format wants them.
/// </summary>
/// <typeparam name="TRow">The feed's rows.</typeparam>
internal abstract class FactoryFaultWriter<TRow>(RowCodec<TRow> codec, FeedFaults faults, Plant plant) : IDayWriter<TRow>
    where TRow : struct
{
    /// <summary>A file that loses its end loses some of its last quarter, in which rows have no faults of their own.</summary>
    private const int QuietPart = 4;

    private const byte Quote = (byte)'"';
    private readonly byte[][] _columns = [.. codec.Feed.Columns.Select(column => Encoding.ASCII.GetBytes(column.Name))];
    private readonly ByteBuffer _line = new(512);
    private readonly ByteBuffer _otherLine = new(512);
    private readonly ByteBuffer _key = new(64);
    private readonly ByteBuffer _true = new(256);
    private readonly ByteBuffer _encoded = new(256);

    protected FeedFaults Faults => faults;

    protected Plant Plant => plant;

    /// <summary>The value that a column gets instead of the true one.</summary>
    protected ByteBuffer Written { get; } = new(256);

    public void Open(int cell) => faults.Open(cell);

    public void Write(int day, ReadOnlySpan<TRow> rows, FeedSegment segment)
    {
        Instant quietFrom = rows.IsEmpty ? default : codec.TimeOf(in rows[rows.Length - 1 - (rows.Length / QuietPart)]);
        faults.Begin(DropWindow.LastOf(day), segment, plant.DayStart(day), quietFrom);
        BeginDay();
        foreach (ref readonly TRow row in rows)
        {
            Instant time = codec.TimeOf(in row);
            FaultKind? kind = faults.PassesClean(time) ? null : faults.Strike(time);
            if (!TryGoOn(in row) && (kind is not { } struck || !TryStrike(struck, in row)))
            {
                WriteClean(in row);
            }
        }

        faults.End();
        EndDay(rows);
    }

    public void Save(SnapshotWriter writer) => faults.Save(writer);

    public void Load(int cell, ref SnapshotReader reader) => faults.Load(cell, ref reader);

    protected virtual void BeginDay()
    {
    }

    protected virtual void EndDay(ReadOnlySpan<TRow> rows)
    {
    }

    /// <summary>Writes the row when a fault that struck an earlier one goes on in it.</summary>
    protected virtual bool TryGoOn(in TRow row) => false;

    /// <summary>Writes the row with its fault; false when the kind cannot apply to it.</summary>
    protected abstract bool TryApply(FaultKind kind, in TRow row, ref FaultDice dice);

    protected void WriteClean(in TRow row)
    {
        int offset = faults.Segment.Bytes.Length;
        codec.Append(faults.Segment.Bytes, in row);
        faults.Segment.Rows++;
        faults.NoteClean(offset, codec.TimeOf(in row));
    }

    /// <summary>Writes the row with one column as it stands in <see cref="Written"/>.</summary>
    protected bool Change(FaultKind kind, int column, in TRow row, bool repairable)
    {
        _encoded.Clear();
        if (codec.Feed.Format == FeedFormat.Csv)
        {
            CsvText.AppendField(_encoded, Written.Written);
        }
        else
        {
            EncodeJson(codec.Feed.Columns[column].Kind);
        }

        return ChangeTo(kind, column, in row, _encoded.Written, Written.Written, repairable);
    }

    /// <summary>Writes the row with one column as it stands in <see cref="Written"/>, however wrong that is for the file.</summary>
    protected bool ChangeRaw(FaultKind kind, int column, in TRow row, bool repairable) =>
        ChangeTo(kind, column, in row, Written.Written, Written.Written, repairable);

    /// <summary>Writes the row with these bytes in a column, which the ledger shows otherwise.</summary>
    protected bool ChangeTo(
        FaultKind kind, int column, in TRow row, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> shown, bool repairable)
    {
        ReadOnlySpan<byte> truth = Render(column, in row);
        if (truth.SequenceEqual(shown))
        {
            return false;
        }

        faults.Record(kind, Key(in row), codec.TimeOf(in row), faults.Window, repairable, _columns[column], truth, shown);
        _otherLine.Clear();
        codec.AppendChanged(_otherLine, in row, column, bytes);
        faults.Write(_otherLine.Written);
        return true;
    }

    /// <summary>Writes the row with a time in place of another one.</summary>
    protected bool Retime(FaultKind kind, int column, in TRow row, Instant written, bool repairable = false)
    {
        Written.Clear();
        ref byte start = ref Written.Reserve(Utf8Date.TimestampLength + Utf8Number.Slack);
        Written.Advance(Utf8Date.WriteTimestamp(ref start, 0, written));
        return Change(kind, column, in row, repairable);
    }

    protected bool Blank(FaultKind kind, int column, in TRow row)
    {
        Written.Clear();
        return Change(kind, column, in row, repairable: false);
    }

    /// <summary>Writes the row with a machine's id in another spelling.</summary>
    protected bool RespellMachine(int column, in TRow row, int machine, ref FaultDice dice)
    {
        Written.Clear();
        NameVariants.AppendMachine(Written, plant.Vocabulary.Machines.Raw(machine), ref dice);
        return Change(FaultKind.IdVariant, column, in row, repairable: true);
    }

    /// <summary>Writes the row with a slip in a text.</summary>
    protected bool Mistype(int column, in TRow row, ReadOnlySpan<byte> text, ref FaultDice dice, bool repairable)
    {
        Written.Clear();
        return WordFaults.TryAppendTypo(Written, text, ref dice) && Change(FaultKind.Typo, column, in row, repairable);
    }

    /// <summary>Writes the row as something that is none.</summary>
    protected bool Break(in TRow row, int mostKept, ref FaultDice dice)
    {
        Line(in row);
        _otherLine.Clear();
        if (codec.Feed.Format == FeedFormat.Csv)
        {
            LineFaults.AppendBroken(_otherLine, _line.Written, mostKept, ref dice);
        }
        else
        {
            LineFaults.AppendBrokenElement(_otherLine, _line.Written, codec.Feed.LineEnd, ref dice);
        }

        int end = codec.Feed.LineEnd.Length;
        faults.Record(
            FaultKind.BrokenRow,
            Key(in row),
            codec.TimeOf(in row),
            faults.Window,
            repairable: false,
            "row"u8,
            _line.Written[..^end],
            _otherLine.Written[..^end]);
        faults.Write(_otherLine.Written);
        return true;
    }

    /// <summary>Writes the row, and a stale one that differs from it in one column.</summary>
    protected bool Contradict(in TRow row, in TRow stale, int column)
    {
        Line(in row);
        _otherLine.Clear();
        codec.Append(_otherLine, in stale);
        Written.Clear();
        codec.WriteField(Written, column, in stale);
        ByteBuffer? held = faults.Contradict(
            _otherLine.Written,
            _line.Written,
            Key(in row),
            codec.TimeOf(in row),
            _columns[column],
            Render(column, in row),
            Written.Written);
        held?.Append(_otherLine.Written);
        return true;
    }

    /// <summary>Writes the row after one that refers to nothing.</summary>
    protected bool AddOrphan(in TRow row, in TRow orphan)
    {
        _otherLine.Clear();
        codec.Append(_otherLine, in orphan);
        faults.Record(
            FaultKind.OrphanUpdate,
            Key(in orphan),
            codec.TimeOf(in row),
            faults.Window,
            repairable: true,
            "row"u8,
            default,
            _otherLine.Written[..^codec.Feed.LineEnd.Length]);
        faults.Write(_otherLine.Written);
        faults.Write(Line(in row));
        return true;
    }

    private bool TryStrike(FaultKind kind, in TRow row)
    {
        ref FaultDice dice = ref faults.Dice(kind);
        if (kind is not (FaultKind.DuplicateRow or FaultKind.Late or FaultKind.OutOfOrder))
        {
            return TryApply(kind, in row, ref dice);
        }

        ReadOnlySpan<byte> line = Line(in row);
        if (kind == FaultKind.Late)
        {
            faults.Delay(Key(in row), codec.TimeOf(in row)).Append(line);
        }
        else
        {
            faults.Displace(kind, line, Key(in row), codec.TimeOf(in row))?.Append(line);
        }

        return true;
    }

    private void EncodeJson(FeedColumnKind kind)
    {
        bool isNumber = kind is FeedColumnKind.Number or FeedColumnKind.WholeNumber;
        if (Written.Length == 0)
        {
            _encoded.Append("null"u8);
        }
        else if (isNumber)
        {
            _encoded.Append(Written.Written);
        }
        else
        {
            _encoded.Append(Quote);
            _encoded.Append(Written.Written);
            _encoded.Append(Quote);
        }
    }

    private ReadOnlySpan<byte> Line(in TRow row)
    {
        _line.Clear();
        codec.Append(_line, in row);
        return _line.Written;
    }

    private ReadOnlySpan<byte> Key(in TRow row)
    {
        _key.Clear();
        codec.WriteKey(_key, in row);
        return _key.Written;
    }

    /// <summary>A column's true value without the quotes of the format; none of our texts has quotes of its own.</summary>
    private ReadOnlySpan<byte> Render(int column, in TRow row)
    {
        _true.Clear();
        codec.WriteField(_true, column, in row);
        return _true.Written.Trim(Quote);
    }
}
