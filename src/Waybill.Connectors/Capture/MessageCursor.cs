using System.Buffers.Binary;
using System.Text;

namespace Waybill.Connectors.Capture;

/// <summary>Reads the fields of a message: numbers in network order, texts that end with a zero byte.</summary>
internal ref struct MessageCursor(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    public byte Byte() => _message[Position++];

    public int Int16()
    {
        var value = BinaryPrimitives.ReadInt16BigEndian(_message[Position..]);
        Position += sizeof(short);
        return value;
    }

    public int Int32()
    {
        var value = BinaryPrimitives.ReadInt32BigEndian(_message[Position..]);
        Position += sizeof(int);
        return value;
    }

    public long Int64()
    {
        var value = BinaryPrimitives.ReadInt64BigEndian(_message[Position..]);
        Position += sizeof(long);
        return value;
    }

    public Lsn Place() => new((ulong)Int64());

    public string Text()
    {
        var length = _message[Position..].IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(_message.Slice(Position, length));
        Position += length + 1;
        return text;
    }

    public void Skip(int bytes) => Position += bytes;
}
