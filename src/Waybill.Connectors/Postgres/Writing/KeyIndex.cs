using Waybill.Events.Hashing;
using Waybill.Events.Text;

namespace Waybill.Connectors.Postgres.Writing;

/// <summary>
/// Finds rows by the bytes of their key: open addressing over numbers of rows, the bytes stay where the rows are. Made for hundreds of
/// thousands of rows that come and go together.
/// </summary>
internal sealed class KeyIndex(ByteBuffer rows)
{
    private const int Smallest = 256;

    /// <summary>Row numbers plus one; 0 is free.</summary>
    private int[] _slots = new int[Smallest];
    private readonly List<(ulong Hash, int Offset, int Length)> _keys = [];

    /// <summary>The number of the row with this key, or -1.</summary>
    public int Find(ReadOnlySpan<byte> key)
    {
        var hash = XxHash64.Hash(key);
        for (var slot = hash & Mask; _slots[slot] != 0; slot = (slot + 1) & Mask)
        {
            var row = _slots[slot] - 1;
            var (known, offset, length) = _keys[row];
            if (known == hash && rows.Written.Slice(offset, length).SequenceEqual(key))
            {
                return row;
            }
        }

        return -1;
    }

    /// <summary>Adds the key of the next row; it must not be there yet.</summary>
    /// <param name="offset">Where its bytes begin; they stay there.</param>
    /// <param name="length">How many they are.</param>
    public void Add(int offset, int length)
    {
        var hash = XxHash64.Hash(rows.Written.Slice(offset, length));
        _keys.Add((hash, offset, length));
        if (_keys.Count * 2 > _slots.Length)
        {
            _slots = new int[_slots.Length * 2];
            for (var row = 0; row < _keys.Count; row++)
            {
                Place(_keys[row].Hash, row);
            }
        }
        else
        {
            Place(hash, _keys.Count - 1);
        }
    }

    public void Clear()
    {
        _keys.Clear();
        Array.Clear(_slots);
    }

    private ulong Mask => (ulong)_slots.Length - 1;

    private void Place(ulong hash, int row)
    {
        var slot = hash & Mask;
        while (_slots[slot] != 0)
        {
            slot = (slot + 1) & Mask;
        }

        _slots[slot] = row + 1;
    }
}
