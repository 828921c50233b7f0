using System.Buffers.Binary;

namespace Waybill.DuckDb.Internals;

/// <summary>
/// DuckDB keeps a UUID as a signed 128-bit integer with the top bit turned, so that it sorts as its text does.
/// </summary>
internal static class UuidCodec
{
    private static readonly Int128 TopBit = Int128.MinValue;

    internal static Int128 ToNative(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt128BigEndian(bytes) ^ TopBit;
    }

    internal static Guid FromNative(Int128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt128BigEndian(bytes, value ^ TopBit);
        return new Guid(bytes, bigEndian: true);
    }
}
