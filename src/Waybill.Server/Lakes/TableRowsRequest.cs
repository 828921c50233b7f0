namespace Waybill.Server.Lakes;

/// <summary>A look into a table.</summary>
/// <param name="Table">Namespace and name.</param>
/// <param name="SnapshotId">The snapshot; null for the current one.</param>
/// <param name="Limit">At most so many rows.</param>
/// <param name="Format">json or csv.</param>
internal sealed record TableRowsRequest(string Table, long? SnapshotId, int Limit, string Format);
