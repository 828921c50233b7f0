using System.Buffers.Binary;
using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Sim.Faults;

/// <summary>
/// A sales row that waits for a later drop, in less than half of the bytes of its line. Words are little-endian:
/// <code>
/// id's sequence (32 bits)  id's day (32)
/// id's cell (16)           source sequence (48)
/// channel (16)             second of the sale (48)
/// carrier (16)             second that is promised (48)
/// region (16)              unit price in cents (48)
/// shipping in cents (64)
/// customer (32)            product (32)
/// origin (32)              destination (32)
/// quantity (32)            grams (32)
/// </code>
/// </summary>
internal static class PackedSales
{
    public const int Length = 9 * sizeof(ulong);

    public static void Append(ByteBuffer buffer, in SalesRow row)
    {
        Span<byte> target = buffer.GetSpan(Length)[..Length];
        BinaryPrimitives.WriteInt32LittleEndian(target, row.Id.Sequence);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], row.Id.Day);
        WritePair(target[8..], row.Id.Cell, row.SourceSeq);
        WritePair(target[16..], row.Channel, row.SoldAt.Seconds);
        WritePair(target[24..], row.Carrier, row.PromisedAt.Seconds);
        WritePair(target[32..], row.Region, row.UnitPrice.Cents);
        BinaryPrimitives.WriteInt64LittleEndian(target[40..], row.ShippingCost.Cents);
        BinaryPrimitives.WriteInt32LittleEndian(target[48..], row.Customer);
        BinaryPrimitives.WriteInt32LittleEndian(target[52..], row.Product);
        BinaryPrimitives.WriteInt32LittleEndian(target[56..], row.Origin);
        BinaryPrimitives.WriteInt32LittleEndian(target[60..], row.Destination);
        BinaryPrimitives.WriteInt32LittleEndian(target[64..], row.Quantity);
        BinaryPrimitives.WriteInt32LittleEndian(target[68..], row.Weight.Grams);
        buffer.Advance(Length);
    }

    public static SalesRow Read(ReadOnlySpan<byte> packed)
    {
        packed = packed[..Length];
        (int cell, long sequence) = ReadPair(packed[8..]);
        (int channel, long soldAt) = ReadPair(packed[16..]);
        (int carrier, long promisedAt) = ReadPair(packed[24..]);
        (int region, long price) = ReadPair(packed[32..]);
        return new SalesRow
        {
            Id = new OrderId(
                BinaryPrimitives.ReadInt32LittleEndian(packed[4..]), cell, BinaryPrimitives.ReadInt32LittleEndian(packed)),
            SourceSeq = sequence,
            Channel = channel,
            SoldAt = Instant.FromSeconds(soldAt),
            Carrier = carrier,
            PromisedAt = Instant.FromSeconds(promisedAt),
            Region = region,
            UnitPrice = new Money(price),
            ShippingCost = new Money(BinaryPrimitives.ReadInt64LittleEndian(packed[40..])),
            Customer = BinaryPrimitives.ReadInt32LittleEndian(packed[48..]),
            Product = BinaryPrimitives.ReadInt32LittleEndian(packed[52..]),
            Origin = BinaryPrimitives.ReadInt32LittleEndian(packed[56..]),
            Destination = BinaryPrimitives.ReadInt32LittleEndian(packed[60..]),
            Quantity = BinaryPrimitives.ReadInt32LittleEndian(packed[64..]),
            Weight = new Weight(BinaryPrimitives.ReadInt32LittleEndian(packed[68..])),
        };
    }

    private static void WritePair(Span<byte> target, int small, long large) =>
        BinaryPrimitives.WriteInt64LittleEndian(target, (large << 16) | (ushort)small);

    private static (int Small, long Large) ReadPair(ReadOnlySpan<byte> packed)
    {
        long word = BinaryPrimitives.ReadInt64LittleEndian(packed);
        return ((ushort)word, word >> 16);
    }
}
