namespace Waybill.Lake.Spec;

/// <summary>One line of a manifest, with ids and sequence numbers already inherited from the manifest list.</summary>
/// <param name="Status">Added or deleted by <paramref name="SnapshotId"/>, or existing.</param>
/// <param name="SnapshotId">Snapshot that added the file (or deleted it, when deleted).</param>
/// <param name="SequenceNumber">Data sequence number: decides which deletes apply.</param>
/// <param name="FileSequenceNumber">Sequence number of the snapshot that added the file.</param>
/// <param name="File">The file.</param>
public sealed record ManifestEntry(EntryStatus Status, long SnapshotId, long SequenceNumber, long FileSequenceNumber, DataFile File)
{
    public bool IsLive => Status != EntryStatus.Deleted;
}
