namespace Waybill.Lake.Commits;

/// <summary>One line of a table's history.</summary>
/// <param name="TimestampMs">When the snapshot became current, milliseconds since 1970-01-01 UTC.</param>
/// <param name="SnapshotId">The snapshot.</param>
/// <param name="ParentSnapshotId">The one before, null for the first.</param>
/// <param name="Operation">append, overwrite, delete or replace; empty when the snapshot has expired.</param>
/// <param name="Summary">Counts and what the writer noted.</param>
/// <param name="IsCurrentAncestor">The current snapshot was made from it (or is it).</param>
public sealed record HistoryEntry(
    long TimestampMs, long SnapshotId, long? ParentSnapshotId, string Operation, IReadOnlyDictionary<string, string> Summary, bool IsCurrentAncestor);
