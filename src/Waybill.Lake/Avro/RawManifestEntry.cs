using Waybill.Lake.Spec;

namespace Waybill.Lake.Avro;

/// <summary>A manifest entry as it is in the file: numbers that are inherited are null.</summary>
internal sealed record RawManifestEntry(int Status, long? SnapshotId, long? SequenceNumber, long? FileSequenceNumber, DataFile File);
