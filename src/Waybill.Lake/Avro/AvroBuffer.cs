using System.Buffers.Binary;
using System.Text;

namespace Waybill.Lake.Avro;

/// <summary>Growing buffer with Avro's primitive encodings (Avro 1.11, "Binary Encoding").</summary>
internal sealed class AvroBuffer
{
    private byte[] _bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>int and long: zig-zag, then seven bits a byte, low bits first.</summary>
    public void Long(long value)
    {
        var span = Reserve(10);
        var rest = (ulong)((value << 1) ^ (value >> 63));
        var n = 0;
        while (rest >= 0x80)
        {
            span[n++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        span[n++] = (byte)rest;
        Length += n;
    }

    public void Boolean(bool value)
    {
        Reserve(1)[0] = value ? (byte)1 : (byte)0;
        Length++;
    }

    public void Float(float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(Reserve(4), value);
        Length += 4;
    }

    public void Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(Reserve(8), value);
        Length += 8;
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Long(value.Length);
        Raw(value);
    }

    public void Text(string value)
    {
        var count = Encoding.UTF8.GetByteCount(value);
        Long(count);
        Encoding.UTF8.GetBytes(value, Reserve(count));
        Length += count;
    }

    /// <summary>Branch of a [null, T] union: false is the null.</summary>
    public void Present(bool present) => Long(present ? 1 : 0);

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        return _bytes.AsSpan(Length);
    }
}
