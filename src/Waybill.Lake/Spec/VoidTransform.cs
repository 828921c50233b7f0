namespace Waybill.Lake.Spec;

/// <summary>Always null: what a dropped partition field of version 1 becomes.</summary>
internal sealed record VoidTransform : Transform
{
    public override bool PreservesOrder => false;

    public override bool Accepts(PrimitiveType source) => true;

    public override PrimitiveType ResultType(PrimitiveType source) => source;

    public override object? Apply(PrimitiveType source, object? value) => null;

    public override string ToString() => "void";
}
