using System.Buffers.Binary;
using System.Text;
using Waybill.Events.Hashing;

namespace Waybill.Speed.Engine;

/// <summary>Little-endian numbers, texts and memory into a stream, with a hash of all at the end.</summary>
internal sealed class SnapshotWriter(Stream stream)
{
    private readonly XxHash64 _hash = new();
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _length;

    public void Int(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);

    public void Long(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);

    public void Flag(bool value) => Take(1)[0] = value ? (byte)1 : (byte)0;

    public void Text(string? text)
    {
        if (text is null)
        {
            Int(-1);
            return;
        }

        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Int(utf8.Length);
        Bytes(utf8);
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            int part = Math.Min(bytes.Length, _buffer.Length);
            bytes[..part].CopyTo(Take(part));
            bytes = bytes[part..];
        }
    }

    public void Finish()
    {
        Flush();
        Span<byte> hash = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(hash, _hash.Value);
        stream.Write(hash);
    }

    private Span<byte> Take(int length)
    {
        if (_length + length > _buffer.Length)
        {
            Flush();
        }

        _length += length;
        return _buffer.AsSpan(_length - length, length);
    }

    private void Flush()
    {
        ReadOnlySpan<byte> part = _buffer.AsSpan(0, _length);
        _hash.Append(part);
        stream.Write(part);
        _length = 0;
    }
}
