namespace Waybill.Lake.Spec;

/// <summary>A list; the element has a field id of its own.</summary>
public sealed record ListType(int ElementId, IcebergType Element, bool ElementRequired) : IcebergType
{
    public override string ToString() => $"list<{Element}>";
}
