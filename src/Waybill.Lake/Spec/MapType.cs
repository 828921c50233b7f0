namespace Waybill.Lake.Spec;

/// <summary>A map; keys and values have field ids of their own, keys are never null.</summary>
public sealed record MapType(int KeyId, IcebergType Key, int ValueId, IcebergType Value, bool ValueRequired) : IcebergType
{
    public override string ToString() => $"map<{Key}, {Value}>";
}
