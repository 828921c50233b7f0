using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Waybill.Lake.Spec;

/// <summary>Binary single-value serialization (specification, appendix D): bounds in manifests and lists.</summary>
/// <remarks>The CLR type of each kind is the one that <see cref="PrimitiveType"/> lists.</remarks>
public static class SingleValue
{
    // A bound that another writer cut in the middle of a character must fail here, not come back as a different text.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[] ToBytes(PrimitiveType type, object value)
    {
        switch (type.Kind)
        {
            case PrimitiveKind.Boolean:
                return [(bool)value ? (byte)1 : (byte)0];
            case PrimitiveKind.Int:
            case PrimitiveKind.Date:
                var four = new byte[4];
                BinaryPrimitives.WriteInt32LittleEndian(four, (int)value);
                return four;
            case PrimitiveKind.Long:
            case PrimitiveKind.Time:
            case PrimitiveKind.Timestamp:
            case PrimitiveKind.TimestampTz:
                var eight = new byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(eight, (long)value);
                return eight;
            case PrimitiveKind.Float:
                var single = new byte[4];
                BinaryPrimitives.WriteSingleLittleEndian(single, (float)value);
                return single;
            case PrimitiveKind.Double:
                var number = new byte[8];
                BinaryPrimitives.WriteDoubleLittleEndian(number, (double)value);
                return number;
            case PrimitiveKind.Decimal:
                return ((BigInteger)(Int128)value).ToByteArray(isUnsigned: false, isBigEndian: true);
            case PrimitiveKind.Text:
                return Encoding.UTF8.GetBytes((string)value);
            case PrimitiveKind.Uuid:
                return ((Guid)value).ToByteArray(bigEndian: true);
            default:
                return (byte[])value;
        }
    }

    /// <exception cref="LakeException">The bytes are not a value of this type.</exception>
    public static object FromBytes(PrimitiveType type, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Decode(type, bytes);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw LakeException.Corrupt($"0x{Convert.ToHexString(bytes)} is not a {type} value", e);
        }
    }

    private static object Decode(PrimitiveType type, ReadOnlySpan<byte> bytes)
    {
        switch (type.Kind)
        {
            case PrimitiveKind.Boolean:
                return Exactly(type, bytes, 1)[0] != 0;
            case PrimitiveKind.Int:
            case PrimitiveKind.Date:
                return BinaryPrimitives.ReadInt32LittleEndian(Exactly(type, bytes, 4));
            case PrimitiveKind.Long when bytes.Length == 4: // written before int was widened to long
                return (long)BinaryPrimitives.ReadInt32LittleEndian(bytes);
            case PrimitiveKind.Long:
            case PrimitiveKind.Time:
            case PrimitiveKind.Timestamp:
            case PrimitiveKind.TimestampTz:
                return BinaryPrimitives.ReadInt64LittleEndian(Exactly(type, bytes, 8));
            case PrimitiveKind.Float:
                return BinaryPrimitives.ReadSingleLittleEndian(Exactly(type, bytes, 4));
            case PrimitiveKind.Double when bytes.Length == 4: // written before float was widened to double
                return (double)BinaryPrimitives.ReadSingleLittleEndian(bytes);
            case PrimitiveKind.Double:
                return BinaryPrimitives.ReadDoubleLittleEndian(Exactly(type, bytes, 8));
            case PrimitiveKind.Decimal:
                return checked((Int128)new BigInteger(bytes, isUnsigned: false, isBigEndian: true));
            case PrimitiveKind.Text:
                return StrictUtf8.GetString(bytes);
            case PrimitiveKind.Uuid:
                return new Guid(Exactly(type, bytes, 16), bigEndian: true);
            case PrimitiveKind.Fixed:
                return Exactly(type, bytes, type.Precision).ToArray();
            default:
                return bytes.ToArray();
        }
    }

    private static ReadOnlySpan<byte> Exactly(PrimitiveType type, ReadOnlySpan<byte> bytes, int length) =>
        bytes.Length == length
            ? bytes
            : throw LakeException.Corrupt($"0x{Convert.ToHexString(bytes)} is not a {type} value: {bytes.Length} bytes, {length} expected");
}
