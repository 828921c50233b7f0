namespace Waybill.Server.Live;

/// <summary>A table of the lake has changed.</summary>
/// <param name="SnapshotId">As in the workspace's description.</param>
public sealed record LakeChange(string SnapshotId);
