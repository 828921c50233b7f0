using System.Globalization;

namespace Waybill.Lake.Spec;

/// <summary>truncate[W]: numbers down to a multiple of W (decimals: of the unscaled value), text to W code points, bytes to W bytes.</summary>
internal sealed record TruncateTransform(int Width) : Transform
{
    public override bool PreservesOrder => true;

    public override bool Accepts(PrimitiveType source) => source.Kind is PrimitiveKind.Int or PrimitiveKind.Long
        or PrimitiveKind.Decimal or PrimitiveKind.Text or PrimitiveKind.Binary;

    public override PrimitiveType ResultType(PrimitiveType source) => source;

    public override object? Apply(PrimitiveType source, object? value) => value switch
    {
        null => null,
        int i => checked((int)(i - Remainder(i))),
        long l => checked(l - (long)Remainder(l)),
        Int128 d => d - Remainder(d),
        string s => BoundText.Lower(s, Width),
        byte[] b => BoundText.Lower(b, Width),
        _ => throw LakeException.Invalid($"truncate cannot take a {value.GetType().Name}"),
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"truncate[{Width}]");

    private Int128 Remainder(Int128 value) => ((value % Width) + Width) % Width;
}
