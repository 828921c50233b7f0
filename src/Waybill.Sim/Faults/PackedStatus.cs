using System.Buffers.Binary;
using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Sim.Faults;

/// <summary>
/// A status row that waits for a later drop, in less than half of the bytes of its line. Words are little-endian:
/// <code>
/// id's sequence (32 bits)  id's day (32)
/// status (8)               second (56)
/// id's cell (16)           source sequence (48)
/// </code>
/// </summary>
internal static class PackedStatus
{
    public const int Length = 3 * sizeof(ulong);

    public static void Append(ByteBuffer buffer, in StatusRow row)
    {
        Span<byte> target = buffer.GetSpan(Length);
        BinaryPrimitives.WriteInt32LittleEndian(target, row.Id.Sequence);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], row.Id.Day);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], (row.At.Seconds << 8) | (byte)row.Status);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], (row.SourceSeq << 16) | (ushort)row.Id.Cell);
        buffer.Advance(Length);
    }

    public static StatusRow Read(ReadOnlySpan<byte> packed)
    {
        long second = BinaryPrimitives.ReadInt64LittleEndian(packed[8..]);
        long sequence = BinaryPrimitives.ReadInt64LittleEndian(packed[16..]);
        var id = new OrderId(
            BinaryPrimitives.ReadInt32LittleEndian(packed[4..]), (ushort)sequence, BinaryPrimitives.ReadInt32LittleEndian(packed));
        return new StatusRow(id, (OrderStatus)(byte)second, Instant.FromSeconds(second >> 8), sequence >> 16);
    }
}
