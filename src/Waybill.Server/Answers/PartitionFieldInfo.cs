namespace Waybill.Server.Answers;

/// <summary>One way in which a table's files are divided.</summary>
/// <param name="Name">Name of the partition value.</param>
/// <param name="Source">The column that it comes from.</param>
/// <param name="Transform">As Iceberg writes it: identity, month, bucket[16] …</param>
public sealed record PartitionFieldInfo(string Name, string Source, string Transform);
