using Waybill.Events.Text;
using Waybill.Events.Values;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Faults;

/// <summary>Rows of the present drop that its cell will send once more with the next one. Part of a cell's snapshot.</summary>
internal sealed class ReplayedRows
{
    private readonly List<RowMark> _marks = [];
    private readonly ByteBuffer _lines = new();

    public int Count => _marks.Count;

    public void Clear()
    {
        _marks.Clear();
        _lines.Clear();
    }

    public void Add(ReadOnlySpan<byte> line, Instant time)
    {
        _marks.Add(new RowMark(_lines.Length, line.Length, time));
        _lines.Append(line);
    }

    /// <summary>A line with its line feed.</summary>
    public ReadOnlySpan<byte> Line(int index, out Instant time)
    {
        RowMark mark = _marks[index];
        time = mark.Time;
        return _lines.Written.Slice(mark.Offset, mark.Length);
    }

    public void Save(SnapshotWriter writer)
    {
        writer.WriteNumber(_marks.Count);
        foreach (RowMark mark in _marks)
        {
            writer.WriteNumber(mark.Time.Seconds);
            writer.WriteBytes(_lines.Written.Slice(mark.Offset, mark.Length));
        }
    }

    public void Load(ref SnapshotReader reader)
    {
        Clear();
        for (long left = reader.ReadNumber(int.MaxValue); left > 0; left--)
        {
            var time = Instant.FromSeconds(reader.ReadNumber());
            Add(reader.ReadBytes(), time);
        }
    }
}
