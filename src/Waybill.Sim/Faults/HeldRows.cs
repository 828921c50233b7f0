using Waybill.Events.Feeds;
using Waybill.Events.Text;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.Faults;

/// <summary>
/// Rows that arrive in a later drop: lines as they will be written, or packed, which is for their writer to know. Part of
/// a cell's snapshot.
/// </summary>
internal sealed class HeldRows
{
    /// <summary>Rows are held for less than this many drops.</summary>
    public const int Horizon = 16;

    private readonly ByteBuffer[] _lines = [.. Enumerable.Range(0, Horizon).Select(_ => new ByteBuffer())];
    private readonly int[] _rows = new int[Horizon];

    public void Clear()
    {
        foreach (ByteBuffer lines in _lines)
        {
            lines.Clear();
        }

        Array.Clear(_rows);
    }

    /// <summary>Counts a row that arrives with a later drop.</summary>
    /// <returns>Where it is to be written.</returns>
    public ByteBuffer Hold(DropWindow until)
    {
        int slot = until.Index % Horizon;
        _rows[slot]++;
        return _lines[slot];
    }

    /// <summary>What arrives with this drop, to be written by somebody else; valid until rows are held again.</summary>
    public ReadOnlySpan<byte> Take(DropWindow window)
    {
        int slot = window.Index % Horizon;
        ReadOnlySpan<byte> taken = _lines[slot].Written;
        _lines[slot].Clear();
        _rows[slot] = 0;
        return taken;
    }

    /// <summary>Writes what arrives with this drop and returns the number of rows.</summary>
    public int Release(DropWindow window, ByteBuffer segment)
    {
        int slot = window.Index % Horizon;
        int rows = _rows[slot];
        segment.Append(Take(window));
        return rows;
    }

    public void Save(SnapshotWriter writer)
    {
        // They are most of a cell's state: the buffer grows once, with room for what follows.
        int bytes = _lines.Sum(lines => lines.Length);
        writer.Reserve(bytes + (bytes / 8) + 4096);
        for (int i = 0; i < Horizon; i++)
        {
            writer.WriteNumber(_rows[i]);
            writer.WriteBytes(_lines[i].Written);
        }
    }

    public void Load(ref SnapshotReader reader)
    {
        Clear();
        for (int i = 0; i < Horizon; i++)
        {
            _rows[i] = (int)reader.ReadNumber(int.MaxValue);
            _lines[i].Append(reader.ReadBytes());
        }
    }
}
