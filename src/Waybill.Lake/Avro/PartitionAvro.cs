using System.Numerics;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Avro;

/// <summary>Partition values in the Avro record of a manifest entry (field 102).</summary>
internal static class PartitionAvro
{
    public static void Write(AvroBuffer target, PrimitiveType type, object? value)
    {
        target.Present(value is not null);
        switch (value)
        {
            case null:
                break;
            case bool b:
                target.Boolean(b);
                break;
            case int i:
                target.Long(i);
                break;
            case long l:
                target.Long(l);
                break;
            case float f:
                target.Float(f);
                break;
            case double d:
                target.Double(d);
                break;
            case string s:
                target.Text(s);
                break;
            case Guid g:
                target.Raw(g.ToByteArray(bigEndian: true));
                break;
            case Int128 d:
                target.Raw(PaddedDecimal(d, IcebergToAvro.DecimalSize(type.Precision)));
                break;
            case byte[] bytes when type.Kind == PrimitiveKind.Fixed:
                target.Raw(bytes);
                break;
            case byte[] bytes:
                target.Bytes(bytes);
                break;
            default:
                throw LakeException.Invalid($"a {value.GetType().Name} cannot be a partition value");
        }
    }

    /// <summary>A decoded Avro value as the CLR value of <paramref name="type"/>; int becomes long where the column was widened since.</summary>
    public static object? Read(object? avro, PrimitiveType type) => (avro, type.Kind) switch
    {
        (null, _) => null,
        (int i, PrimitiveKind.Long or PrimitiveKind.Time or PrimitiveKind.Timestamp or PrimitiveKind.TimestampTz) => (long)i,
        (int i, _) => i,
        (long l, PrimitiveKind.Int or PrimitiveKind.Date) => checked((int)l),
        (float f, PrimitiveKind.Double) => (double)f,
        (byte[] bytes, PrimitiveKind.Decimal) => checked((Int128)new BigInteger(bytes, isUnsigned: false, isBigEndian: true)),
        (byte[] bytes, PrimitiveKind.Uuid) => SingleValue.FromBytes(type, bytes),
        (string s, PrimitiveKind.Uuid) => Guid.Parse(s),
        _ => avro,
    };

    private static byte[] PaddedDecimal(Int128 value, int size)
    {
        var bytes = ((BigInteger)value).ToByteArray(isUnsigned: false, isBigEndian: true);
        var padded = new byte[size];
        padded.AsSpan().Fill(value < 0 ? (byte)0xff : (byte)0);
        bytes.CopyTo(padded, size - bytes.Length);
        return padded;
    }
}
