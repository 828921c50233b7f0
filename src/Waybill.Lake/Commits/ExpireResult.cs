namespace Waybill.Lake.Commits;

/// <summary>What an expiry removed, or would remove.</summary>
/// <param name="Table">The table after it.</param>
/// <param name="Snapshots">Snapshots that are gone.</param>
/// <param name="Files">Files that were deleted, data and metadata.</param>
/// <param name="Bytes">What these files took on disk.</param>
public sealed record ExpireResult(LakeTable Table, IReadOnlyList<long> Snapshots, int Files, long Bytes);
