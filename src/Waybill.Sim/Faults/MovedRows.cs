using Waybill.Events.Text;

namespace Waybill.Sim.Faults;

/// <summary>Lines that are written some rows later in the same drop.</summary>
internal sealed class MovedRows
{
    private readonly List<Place> _places = [];
    private readonly ByteBuffer _lines = new();

    /// <summary>The row before which the next line is written.</summary>
    public long Next { get; private set; } = long.MaxValue;

    public void Add(long beforeRow, ReadOnlySpan<byte> line)
    {
        _places.Add(new Place(beforeRow, _lines.Length, line.Length));
        _lines.Append(line);
        Next = Math.Min(Next, beforeRow);
    }

    /// <summary>Writes the lines whose place has come, in the order in which they were added; returns their number.</summary>
    public int Release(long row, ByteBuffer segment)
    {
        int released = 0;
        Next = long.MaxValue;
        for (int i = 0; i < _places.Count; i++)
        {
            Place place = _places[i];
            if (place.BeforeRow <= row)
            {
                segment.Append(_lines.Written.Slice(place.Offset, place.Length));
                released++;
                continue;
            }

            _places[i - released] = place;
            Next = Math.Min(Next, place.BeforeRow);
        }

        _places.RemoveRange(_places.Count - released, released);
        if (_places.Count == 0)
        {
            _lines.Clear();
        }

        return released;
    }

    private readonly record struct Place(long BeforeRow, int Offset, int Length);
}
