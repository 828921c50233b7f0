namespace Waybill.Lake.Commits;

/// <summary>What a commit did.</summary>
/// <param name="Table">The table after it.</param>
/// <param name="Changed">False when there was nothing to change: no version was written.</param>
/// <param name="SnapshotId">The new snapshot; null when rows stayed as they were.</param>
public sealed record CommitResult(LakeTable Table, bool Changed, long? SnapshotId);
