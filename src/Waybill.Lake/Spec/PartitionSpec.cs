namespace Waybill.Lake.Spec;

/// <summary>How rows are parted into files (specification "Partitioning").</summary>
public sealed class PartitionSpec(int specId, IReadOnlyList<PartitionField> fields)
{
    /// <summary>Field ids of partition fields start here; an unpartitioned table has last-partition-id 999.</summary>
    public const int FirstFieldId = 1000;

    public static readonly PartitionSpec Unpartitioned = new(0, []);

    public int SpecId { get; } = specId;

    public IReadOnlyList<PartitionField> Fields { get; } = fields;

    public bool IsUnpartitioned => Fields.Count == 0;

    /// <summary>The highest partition field id, 999 when there is none.</summary>
    public int HighestFieldId => Fields.Count == 0 ? FirstFieldId - 1 : Fields.Max(f => f.FieldId);

    /// <summary>A spec 0 over columns of a schema: <c>Build(schema, ("ordered_at", Transform.Day))</c>, field ids from 1000.</summary>
    /// <remarks>Names follow Java: column_day, column_bucket_16, column_trunc_4, and the column's own name for identity.</remarks>
    /// <exception cref="LakeException">A column is missing, repeated, nested in a list, or of a type the transform refuses.</exception>
    public static PartitionSpec Build(Schema schema, params (string Column, Transform Transform)[] fields)
    {
        var id = FirstFieldId;
        var built = new List<PartitionField>();
        foreach (var (column, transform) in fields)
        {
            var source = schema.Column(column)
                ?? throw LakeException.Invalid($"partition column '{column}' is not in the schema ({schema})");
            if (source.Type is not PrimitiveType type || !transform.Accepts(type))
            {
                throw LakeException.Invalid($"{transform} cannot partition column '{column}' of type {source.Type}");
            }

            var name = PartitionNames.For(column, transform);
            if (built.Any(f => f.Name == name) || (transform is not IdentityTransform && schema.Column(name) is not null))
            {
                throw LakeException.Invalid($"partition field '{name}' clashes with another field or column");
            }

            built.Add(new PartitionField(source.Id, id++, name, transform));
        }

        return new PartitionSpec(0, built);
    }

    /// <summary>A file's partition values for people: <c>ordered_at_day=2026-01-03, region=north</c>; empty when unpartitioned.</summary>
    public string Describe(IReadOnlyList<object?> values) =>
        string.Join(", ", Fields.Zip(values, (f, v) => $"{f.Name}={PartitionText.Value(f.Transform, v)}"));

    public override string ToString() =>
        IsUnpartitioned ? "unpartitioned" : string.Join(", ", Fields.Select(f => $"{f.Transform}({f.SourceId}) as {f.Name}"));
}
