using System.Buffers.Binary;
using System.Text;

namespace Waybill.Lake.Avro;

/// <summary>Reads Avro's primitive encodings from bytes and checks every length before it is used.</summary>
internal ref struct AvroCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly bool AtEnd => Position == _bytes.Length;

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > _bytes.Length - Position)
        {
            throw LakeException.Corrupt($"Avro data ends at byte {_bytes.Length}, {count} more were announced at byte {Position}");
        }

        var slice = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return slice;
    }

    public long Long()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }

        throw LakeException.Corrupt($"Avro number at byte {Position - 10} is longer than ten bytes");
    }

    public int Int()
    {
        var value = Long();
        return value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw LakeException.Corrupt($"Avro int before byte {Position} is {value}");
    }

    public bool Boolean() => Take(1)[0] != 0;

    public float Float() => BinaryPrimitives.ReadSingleLittleEndian(Take(4));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public ReadOnlySpan<byte> Bytes() => Take(Long());

    public string Text() => Encoding.UTF8.GetString(Bytes());

    /// <summary>Count of the next array or map block, 0 at the end; a negative count is followed by the block's size.</summary>
    public long BlockCount()
    {
        var count = Long();
        if (count >= 0)
        {
            return count;
        }

        Long();
        return -count;
    }
}
