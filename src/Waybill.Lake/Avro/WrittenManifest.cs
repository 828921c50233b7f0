using Waybill.Lake.Spec;

namespace Waybill.Lake.Avro;

/// <summary>A manifest that has been built; sequence numbers are only given when the commit succeeds, so a retry can use it again.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="Line">Its line in the manifest list, with sequence numbers still 0.</param>
/// <param name="MinExistingSequence">Smallest data sequence number of the entries that existed before, null when there are none.</param>
internal sealed record WrittenManifest(byte[] Bytes, ManifestFile Line, long? MinExistingSequence)
{
    /// <summary>The line as added by a snapshot.</summary>
    public ManifestFile AddedBy(long snapshotId, long sequenceNumber) => Line with
    {
        AddedSnapshotId = snapshotId,
        SequenceNumber = sequenceNumber,
        MinSequenceNumber = MinExistingSequence ?? sequenceNumber,
    };
}
