using System.Globalization;
using System.Numerics;
using System.Text;

namespace Waybill.Lake.Spec;

/// <summary>bucket[N]: (murmur3 of the value without its sign bit) mod N (specification, appendix B).</summary>
internal sealed record BucketTransform(int Count) : Transform
{
    public override bool PreservesOrder => false;

    public override bool Accepts(PrimitiveType source) =>
        source.Kind is not (PrimitiveKind.Boolean or PrimitiveKind.Float or PrimitiveKind.Double);

    public override PrimitiveType ResultType(PrimitiveType source) => PrimitiveType.Int;

    public override object? Apply(PrimitiveType source, object? value) =>
        value is null ? null : (Hash(value) & int.MaxValue) % Count;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"bucket[{Count}]");

    internal static int Hash(object value) => value switch
    {
        int i => Murmur3.HashLong(i),
        long l => Murmur3.HashLong(l),
        Int128 d => Murmur3.Hash(((BigInteger)d).ToByteArray(isUnsigned: false, isBigEndian: true)),
        string s => Murmur3.Hash(Encoding.UTF8.GetBytes(s)),
        Guid g => Murmur3.Hash(g.ToByteArray(bigEndian: true)),
        byte[] b => Murmur3.Hash(b),
        _ => throw LakeException.Invalid($"bucket cannot take a {value.GetType().Name}"),
    };
}
