namespace Waybill.Lake.Spec;

/// <summary>When a snapshot became the current one; time travel by time goes through these.</summary>
public sealed record SnapshotLogEntry(long TimestampMs, long SnapshotId);
