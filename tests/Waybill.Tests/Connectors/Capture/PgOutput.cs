using System.Buffers.Binary;
using System.Text;

namespace Waybill.Tests.Connectors.Capture;

/// <summary>Messages of pgoutput, written by hand from its description.</summary>
internal static class PgOutput
{
    public const int Table = 77;

    public static byte[] Begin(ulong place, uint transaction) => [(byte)'B', .. Big((long)place), .. Big(0L), .. Big((int)transaction)];

    public static byte[] Commit(ulong place, ulong end) => [(byte)'C', 0, .. Big((long)place), .. Big((long)end), .. Big(0L)];

    public static byte[] Insert(params string?[] row) => [(byte)'I', .. Big(Table), (byte)'N', .. Row(row)];

    public static byte[] Update(string?[] before, string?[] row) => [(byte)'U', .. Big(Table), (byte)'O', .. Row(before), (byte)'N', .. Row(row)];

    public static byte[] Delete(params string?[] before) => [(byte)'D', .. Big(Table), (byte)'O', .. Row(before)];

    private static byte[] Row(string?[] values) =>
        [.. Big((short)values.Length), .. values.SelectMany(v => v is null ? [(byte)'n'] : (byte[])[(byte)'t', .. Big(Encoding.UTF8.GetByteCount(v)), .. Encoding.UTF8.GetBytes(v)])];

    private static byte[] Big(long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Big(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Big(short value)
    {
        var bytes = new byte[sizeof(short)];
        BinaryPrimitives.WriteInt16BigEndian(bytes, value);
        return bytes;
    }
}
