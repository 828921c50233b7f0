namespace Waybill.Lake.Spec;

/// <summary>One field of a struct: its id never changes and is never used again, its name may.</summary>
/// <param name="Id">Field id; unique in the whole schema tree.</param>
/// <param name="Name">Name, unique among its siblings.</param>
/// <param name="Required">No value may be null.</param>
/// <param name="Type">Type of the values.</param>
/// <param name="Doc">Comment for people, or null.</param>
public sealed record NestedField(int Id, string Name, bool Required, IcebergType Type, string? Doc = null);
