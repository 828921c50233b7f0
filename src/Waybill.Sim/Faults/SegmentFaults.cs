using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Faults;

/// <summary>
/// Faults of files that show in a cell's rows: rows that are sent once more with the next drop, a file that loses its
/// end, and columns that are added or moved.
/// </summary>
internal sealed class SegmentFaults(FeedFaults faults, FeedDefinition feed, FileFaults files)
{
    private const int FewestReplayed = 20;
    private const int MostReplayed = 200;
    private const int FewestLost = 2;
    private const int MostLost = 40;

    /// <summary>
    /// Before a file is cut, rows have no faults of their own for a while, so that every lost row is explained by one line.
    /// </summary>
    private const int QuietSeconds = 1_800;

    private readonly ReplayedRows _replayed = new();
    private readonly List<RowMark> _marks = [];
    private readonly ByteBuffer _reshaped = new();
    private int _cell;
    private bool _isTruncated;
    private bool _isQuiet;

    /// <summary>Whether every row of this drop has to be noted.</summary>
    public bool NotesRows { get; private set; }

    public void Open(int cell)
    {
        _cell = cell;
        _replayed.Clear();
        _marks.Clear();
    }

    /// <summary>Repeats what the drop before left to be repeated.</summary>
    public void Begin()
    {
        for (int i = 0; i < _replayed.Count; i++)
        {
            ReadOnlySpan<byte> line = _replayed.Line(i, out Instant time);
            faults.Record(FaultKind.ReplayedBatch, Key(line), time, faults.Window, repairable: true);
            faults.Write(line);
        }

        _replayed.Clear();
        _marks.Clear();
        _isQuiet = false;
        _isTruncated = files.IsTruncated(feed, faults.Window, _cell);
        NotesRows = _isTruncated || files.IsReplayed(feed, faults.Window.Next(), _cell);
    }

    /// <summary>True once, when the tail begins in which rows have no faults of their own.</summary>
    public bool EntersQuietTail(Instant time)
    {
        if (!_isTruncated || _isQuiet || time < faults.Window.End.AddSeconds(-QuietSeconds))
        {
            return false;
        }

        _isQuiet = true;
        _marks.Clear();
        return true;
    }

    public void NoteClean(int offset, int length, Instant time)
    {
        if (NotesRows)
        {
            _marks.Add(new RowMark(offset, length, time));
        }
    }

    public void End()
    {
        if (_isTruncated)
        {
            // Nothing of a cut file is sent again: what it lost stays lost, as the ledger says.
            Truncate();
        }
        else if (files.IsReplayed(feed, faults.Window.Next(), _cell))
        {
            KeepForReplay();
        }

        FileFault own = files.For(feed, faults.Window);
        if (own.Kind == FaultKind.ColumnAdded)
        {
            Reshape(lines => SegmentShape.AddColumn(lines, _reshaped, own.Bits));
        }
        else if (own.Kind == FaultKind.HeaderChanged && HeaderChange.Make(feed, own.Bits).Order is { } order)
        {
            Reshape(lines => SegmentShape.Reorder(lines, _reshaped, order));
        }
    }

    public void Save(SnapshotWriter writer) => _replayed.Save(writer);

    public void Load(ref SnapshotReader reader) => _replayed.Load(ref reader);

    private void KeepForReplay()
    {
        ulong bits = files.For(feed, faults.Window.Next()).Bits;
        int count = Math.Min(_marks.Count, FewestReplayed + (int)(bits % (MostReplayed - FewestReplayed + 1)));
        int first = (int)(bits / 1_000 % (ulong)(_marks.Count - count + 1));
        for (int i = first; i < first + count; i++)
        {
            _replayed.Add(faults.Segment.Bytes.Written.Slice(_marks[i].Offset, _marks[i].Length), _marks[i].Time);
        }
    }

    private void Truncate()
    {
        ulong bits = files.For(feed, faults.Window).Bits;
        int lost = !_isQuiet ? 0 : Math.Min(_marks.Count, FewestLost + (int)(bits % (MostLost - FewestLost + 1)));
        if (lost == 0)
        {
            return;
        }

        ByteBuffer bytes = faults.Segment.Bytes;
        int first = _marks.Count - lost;
        int kept = 1 + (int)(bits / 1_000 % (ulong)(_marks[first].Length - 2));
        for (int i = first; i < _marks.Count; i++)
        {
            ReadOnlySpan<byte> line = bytes.Written.Slice(_marks[i].Offset, _marks[i].Length);
            faults.Record(
                FaultKind.TruncatedFile,
                Key(line),
                _marks[i].Time,
                faults.Window,
                repairable: false,
                "row"u8,
                line[..^1],
                i == first ? line[..kept] : default);
        }

        // The cut line still counts as one: a reader meets it.
        bytes.Truncate(_marks[first].Offset + kept);
        faults.Segment.Rows -= lost - 1;
    }

    private void Reshape(Action<ReadOnlySpan<byte>> rewrite)
    {
        ByteBuffer bytes = faults.Segment.Bytes;
        _reshaped.Clear();
        rewrite(bytes.Written);
        bytes.Clear();
        bytes.Append(_reshaped.Written);
    }

    /// <summary>The ledger's key of a clean line: its order id, in logistics with the status behind a bar.</summary>
    private byte[] Key(ReadOnlySpan<byte> line)
    {
        int id = CsvText.FieldLength(line);
        if (feed == FeedCatalogue.Sales)
        {
            return line[..id].ToArray();
        }

        byte[] key = line[..(id + 1 + CsvText.FieldLength(line[(id + 1)..]))].ToArray();
        key[id] = (byte)'|';
        return key;
    }
}
