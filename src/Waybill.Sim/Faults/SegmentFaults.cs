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

    private readonly ReplayedRows _replayed = new();
    private readonly List<RowMark> _marks = [];
    private readonly ByteBuffer _reshaped = new();
    private readonly ByteBuffer _cutLine = new();

    /// <summary>The layouts of a day's drops, which all cells share.</summary>
    private readonly (int Window, FileLayout? Layout)[] _layouts = new (int, FileLayout?)[DropWindow.PerDay];
    private int _cell;
    private bool _isTruncated;

    /// <summary>Whether every row of this drop has to be noted.</summary>
    public bool NotesRows { get; private set; }

    public bool IsQuiet { get; private set; }

    public int RowsLost { get; private set; }

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
            faults.Record(FaultKind.ReplayedBatch, faults.KeyOf(line, time), time, faults.Window, repairable: true);
            faults.Write(line);
        }

        _replayed.Clear();
        _marks.Clear();
        IsQuiet = false;
        RowsLost = 0;
        _isTruncated = files.IsTruncated(feed, faults.Window, _cell);
        NotesRows = _isTruncated || files.IsReplayed(feed, NextDrop, _cell);
    }

    /// <summary>True once, when the tail begins in which rows have no faults of their own.</summary>
    public bool EntersQuietTail(Instant time)
    {
        if (!_isTruncated || IsQuiet || time < faults.QuietFrom)
        {
            return false;
        }

        IsQuiet = true;
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
        FileLayout layout = Layout();
        _cutLine.Clear();
        if (_isTruncated)
        {
            // Nothing of a cut file is sent again: what it lost stays lost, as the ledger says.
            Truncate(layout);
        }
        else if (files.IsReplayed(feed, NextDrop, _cell))
        {
            KeepForReplay();
        }

        ByteBuffer bytes = faults.Segment.Bytes;
        if (!layout.KeepsRows)
        {
            _reshaped.Clear();
            layout.Rewrite(bytes.Written, _reshaped);
            bytes.Clear();
            bytes.Append(_reshaped.Written);
        }

        bytes.Append(_cutLine.Written);
    }

    public void Save(SnapshotWriter writer) => _replayed.Save(writer);

    public void Load(ref SnapshotReader reader) => _replayed.Load(ref reader);

    private FileLayout Layout()
    {
        ref (int Window, FileLayout? Layout) known = ref _layouts[faults.Window.OfDay];
        if (known.Layout is null || known.Window != faults.Window.Index)
        {
            known = (faults.Window.Index, files.LayoutOf(feed, faults.Window));
        }

        return known.Layout!; // set above
    }

    private DropWindow NextDrop => faults.Window.Next(feed.WindowsPerDrop);

    private void KeepForReplay()
    {
        ulong bits = files.For(feed, NextDrop).Bits;
        int count = Math.Min(_marks.Count, FewestReplayed + (int)(bits % (MostReplayed - FewestReplayed + 1)));
        int first = (int)(bits / 1_000 % (ulong)(_marks.Count - count + 1));
        for (int i = first; i < first + count; i++)
        {
            _replayed.Add(faults.Segment.Bytes.Written.Slice(_marks[i].Offset, _marks[i].Length), _marks[i].Time);
        }
    }

    private void Truncate(FileLayout layout)
    {
        ulong bits = files.For(feed, faults.Window).Bits;
        int lost = !IsQuiet ? 0 : Math.Min(_marks.Count, FewestLost + (int)(bits % (MostLost - FewestLost + 1)));
        if (lost == 0)
        {
            return;
        }

        ByteBuffer bytes = faults.Segment.Bytes;
        int first = _marks.Count - lost;
        _reshaped.Clear();
        layout.Rewrite(bytes.Written.Slice(_marks[first].Offset, _marks[first].Length), _reshaped);
        int length = _reshaped.Length - feed.LineEnd.Length;
        int cut = 1 + (int)(bits / 1_000 % (ulong)(length - 1));
        while (IsInsideCharacter(_reshaped.Written[cut]))
        {
            cut--; // the ledger is text and says what was written
        }

        _cutLine.Append(_reshaped.Written[..cut]);
        for (int i = first; i < _marks.Count; i++)
        {
            ReadOnlySpan<byte> line = bytes.Written.Slice(_marks[i].Offset, _marks[i].Length);
            faults.Record(
                FaultKind.TruncatedFile,
                faults.KeyOf(line, _marks[i].Time),
                _marks[i].Time,
                faults.Window,
                repairable: false,
                "row"u8,
                line[..^feed.LineEnd.Length],
                i == first ? _cutLine.Written : default);
        }

        RowsLost = lost;

        // The cut line still counts as one: a reader meets it.
        bytes.Truncate(_marks[first].Offset);
        faults.Segment.Rows -= lost - 1;
    }

    private static bool IsInsideCharacter(byte utf8) => (utf8 & 0xC0) == 0x80;
}
