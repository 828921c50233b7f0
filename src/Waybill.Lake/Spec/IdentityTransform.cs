namespace Waybill.Lake.Spec;

/// <summary>The value itself.</summary>
internal sealed record IdentityTransform : Transform
{
    public override bool PreservesOrder => true;

    public override bool Accepts(PrimitiveType source) => true;

    public override PrimitiveType ResultType(PrimitiveType source) => source;

    public override object? Apply(PrimitiveType source, object? value) => value;

    public override string ToString() => "identity";
}
