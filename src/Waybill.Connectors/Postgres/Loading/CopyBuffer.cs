using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Waybill.Connectors.Postgres.Loading;

/// <summary>Bytes on their way to the server, numbers in network order; it grows and is used again.</summary>
internal sealed class CopyBuffer
{
    private byte[] _bytes = new byte[1 << 20];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void Int16(short value) => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), value);

    public void Int32(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);

    public void Byte(byte value) => Take(1)[0] = value;

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    /// <summary>The next bytes, to be written by the caller.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Take(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Grow(count);
        }

        var place = _bytes.AsSpan(Length, count);
        Length += count;
        return place;
    }

    private void Grow(int count) => Array.Resize(ref _bytes, checked((int)Math.Max((long)Length + count, Math.Min(2L * _bytes.Length, Array.MaxLength))));
}
