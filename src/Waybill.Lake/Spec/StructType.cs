namespace Waybill.Lake.Spec;

/// <summary>A struct: fields in order.</summary>
public sealed record StructType(IReadOnlyList<NestedField> Fields) : IcebergType
{
    public bool Equals(StructType? other) => other is not null && Fields.SequenceEqual(other.Fields);

    public override int GetHashCode() => Fields.Aggregate(17, (hash, field) => (hash * 31) + field.Id);

    public override string ToString() =>
        $"struct<{string.Join(", ", Fields.Select(f => $"{f.Id}: {f.Name}: {(f.Required ? "required" : "optional")} {f.Type}"))}>";
}
