namespace Waybill.Server.Answers;

/// <summary>An Iceberg table with its history.</summary>
/// <param name="Name">Namespace and name.</param>
/// <param name="Location">URI of its folder.</param>
/// <param name="Schema">Its columns.</param>
/// <param name="PartitionSpec">How its files are divided; empty when they are not.</param>
/// <param name="Snapshots">All that have not expired, newest first.</param>
/// <param name="Properties">What the writer set.</param>
public sealed record TableDetails(
    string Name, string Location, IReadOnlyList<TableColumn> Schema, IReadOnlyList<PartitionFieldInfo> PartitionSpec, IReadOnlyList<SnapshotInfo> Snapshots,
    IReadOnlyDictionary<string, string> Properties);
