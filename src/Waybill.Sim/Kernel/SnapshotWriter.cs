using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Waybill.Events.Text;

namespace Waybill.Sim.Kernel;

/// <summary>
/// Writes state as bytes: numbers as little-endian base 128 (7 bits a byte, the highest bit says that more follow), and
/// runs of bytes or words with their count in front, words little-endian.
/// </summary>
public sealed class SnapshotWriter(ByteBuffer buffer)
{
    /// <summary>Makes room for as many bytes.</summary>
    public void Reserve(int bytes) => buffer.Reserve(bytes);

    /// <param name="value">Zero or more.</param>
    public void WriteNumber(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Span<byte> target = buffer.GetSpan(10);
        int length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            target[length++] = (byte)(value | 0x80);
        }

        target[length++] = (byte)value;
        buffer.Advance(length);
    }

    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        WriteNumber(bytes.Length);
        buffer.Append(bytes);
    }

    public void WriteWords(ReadOnlySpan<ulong> words)
    {
        WriteNumber(words.Length);
        if (BitConverter.IsLittleEndian)
        {
            buffer.Append(MemoryMarshal.AsBytes(words));
            return;
        }

        foreach (ulong word in words)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(buffer.GetSpan(8), word);
            buffer.Advance(8);
        }
    }
}
