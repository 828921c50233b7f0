namespace Waybill.Lake.Spec;

/// <summary>One field of a partition spec.</summary>
/// <param name="SourceId">Field id of the column that is transformed.</param>
/// <param name="FieldId">Id of the partition field, 1000 or more.</param>
/// <param name="Name">Name of the partition field; not a column name unless the transform is identity.</param>
/// <param name="Transform">From column value to partition value.</param>
public sealed record PartitionField(int SourceId, int FieldId, string Name, Transform Transform);
