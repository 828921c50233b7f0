using System.Buffers.Binary;
using System.Text;
using Waybill.Events;
using Waybill.Events.Hashing;

namespace Waybill.Speed.Engine;

/// <summary>Reads what <see cref="SnapshotWriter"/> wrote.</summary>
internal sealed class SnapshotReader(Stream stream)
{
    private readonly XxHash64 _hash = new();

    public int Int()
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        Bytes(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    public long Long()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        Bytes(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    public bool Flag()
    {
        Span<byte> one = stackalloc byte[1];
        Bytes(one);
        return one[0] != 0;
    }

    public string? Text()
    {
        int length = Int();
        if (length < 0)
        {
            return null;
        }

        byte[] utf8 = new byte[Least(length)];
        Bytes(utf8);
        return Encoding.UTF8.GetString(utf8);
    }

    /// <summary>A number of things; a damaged one must not ask for all memory.</summary>
    public int Count(int atMost)
    {
        int count = Int();
        return count >= 0 && count <= atMost ? count : throw Damaged();
    }

    public void Bytes(Span<byte> into)
    {
        try
        {
            stream.ReadExactly(into);
        }
        catch (EndOfStreamException)
        {
            throw Damaged();
        }

        _hash.Append(into);
    }

    public void Finish()
    {
        ulong expected = _hash.Value;
        if ((ulong)Long() != expected)
        {
            throw Damaged();
        }
    }

    public static WaybillException Damaged() => new(
        WaybillErrorKind.Corrupt, "The saved state of the rules is damaged", "Delete it: the state is made again from the archive.");

    private static int Least(int length) => length <= 1 << 20 ? length : throw Damaged();
}
