using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Waybill.Events;

namespace Waybill.Sim.Kernel;

/// <summary>Reads what <see cref="SnapshotWriter"/> wrote; anything impossible is an error, never a wild read.</summary>
public ref struct SnapshotReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>A number from 0 to this largest one.</summary>
    public long ReadNumber(long largest = long.MaxValue)
    {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            if (_rest.IsEmpty)
            {
                throw Damaged("it ends within a number");
            }

            byte next = _rest[0];
            _rest = _rest[1..];
            value |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (ulong)value <= (ulong)largest
                    ? value
                    : throw Damaged($"{value} stands where at most {largest} can");
            }
        }

        throw Damaged("a number is longer than 63 bits");
    }

    /// <summary>A run of bytes; valid as long as the snapshot's memory.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        int length = (int)ReadNumber(_rest.Length);
        return Take(length);
    }

    /// <summary>A run of words into an array, which is replaced when it is too small; returns their count.</summary>
    public int ReadWords(ref ulong[] target)
    {
        int count = (int)ReadNumber(_rest.Length / sizeof(ulong));
        if (target.Length < count)
        {
            target = new ulong[Math.Max(count, target.Length * 2)];
        }

        ReadOnlySpan<byte> source = Take(count * sizeof(ulong));
        if (BitConverter.IsLittleEndian)
        {
            source.CopyTo(MemoryMarshal.AsBytes(target.AsSpan(0, count)));
            return count;
        }

        for (int i = 0; i < count; i++)
        {
            target[i] = BinaryPrimitives.ReadUInt64LittleEndian(source[(i * sizeof(ulong))..]);
        }

        return count;
    }

    private static WaybillException Damaged(string how) => new(
        WaybillErrorKind.Corrupt,
        $"The world's snapshot is damaged: {how}.",
        "Start a new world in an empty workspace, or restore state/world from a copy.");

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            throw Damaged($"{length} bytes are announced and {_rest.Length} are there");
        }

        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
