using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Waybill.Events.Text;

/// <summary>
/// A byte buffer that grows and is used again: <see cref="Clear"/> keeps the memory. Writers ask for room once per
/// row, write without checks, and say how far they came.
/// </summary>
public sealed class ByteBuffer
{
    private byte[] _bytes;

    public ByteBuffer(int capacity = 4096) => _bytes = GC.AllocateUninitializedArray<byte>(capacity);

    public int Length { get; private set; }

    /// <summary>Bytes of memory that it holds.</summary>
    public int Capacity => _bytes.Length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, Length);

    /// <summary>Start of the free part, with at least this many bytes behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref byte Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Grow(count);
        }

        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), Length);
    }

    /// <summary>Counts bytes that were written behind <see cref="Reserve"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(int count) => Length += count;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - Length < bytes.Length)
        {
            Grow(bytes.Length);
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Append(byte value)
    {
        Reserve(1) = value;
        Length++;
    }

    /// <summary>Replaces a byte that was written.</summary>
    public void Overwrite(int index, byte value) => _bytes.AsSpan(0, Length)[index] = value;

    /// <summary>Replaces four bytes that were written by a number, little-endian.</summary>
    public void Overwrite(int index, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(0, Length)[index..], value);

    /// <summary>The whole free part as a span of at least this many bytes; follow with <see cref="Advance"/>.</summary>
    public Span<byte> GetSpan(int count)
    {
        Reserve(count);
        return _bytes.AsSpan(Length);
    }

    /// <summary>Forgets what lies behind this length.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)Length);
        Length = length;
    }

    public void Clear() => Length = 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count)
    {
        byte[] bigger = GC.AllocateUninitializedArray<byte>(
            checked((int)Math.Max((long)Length + count, Math.Min(_bytes.Length * 2L, Array.MaxLength))));
        _bytes.AsSpan(0, Length).CopyTo(bigger);
        _bytes = bigger;
    }
}
