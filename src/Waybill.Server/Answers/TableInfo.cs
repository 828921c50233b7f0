namespace Waybill.Server.Answers;

/// <summary>An Iceberg table of the lake.</summary>
/// <param name="Name">Namespace and name, as in <c>silver.orders</c>.</param>
/// <param name="Rows">Rows of the current snapshot.</param>
/// <param name="Files">Data files of the current snapshot.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Snapshots">Snapshots that have not expired.</param>
/// <param name="SnapshotId">The current snapshot as text; null when there is none.</param>
/// <param name="CommittedAt">When that was committed, ISO 8601 UTC.</param>
/// <param name="Columns">Number of columns.</param>
public sealed record TableInfo(
    string Name, long Rows, long Files, long Bytes, int Snapshots, string? SnapshotId, string? CommittedAt, int Columns);
