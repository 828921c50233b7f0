using Waybill.Lake.Spec;

namespace Waybill.Lake.Avro;

/// <summary>Reads manifest lists of any writer; only field ids matter, because names changed between versions of Java.</summary>
internal static class ManifestListReader
{
    public static IReadOnlyList<ManifestFile> Read(ReadOnlySpan<byte> bytes, string place) =>
        AvroFile.Read(bytes, place).Records.Select(Read).ToArray();

    private static ManifestFile Read(AvroRecord r) => new()
    {
        Path = r.RequiredText(500),
        Length = r.RequiredLong(501),
        SpecId = r.RequiredInt(502),
        Content = (ManifestContent)(r.Int(517) ?? 0),
        SequenceNumber = r.Long(515) ?? 0,
        MinSequenceNumber = r.Long(516) ?? 0,
        AddedSnapshotId = r.RequiredLong(503),
        AddedFiles = r.Int(504) ?? 0,
        ExistingFiles = r.Int(505) ?? 0,
        DeletedFiles = r.Int(506) ?? 0,
        AddedRows = r.Long(512) ?? 0,
        ExistingRows = r.Long(513) ?? 0,
        DeletedRows = r.Long(514) ?? 0,
        Partitions = r[507] is List<object?> summaries ? summaries.OfType<AvroRecord>().Select(ReadSummary).ToArray() : [],
        KeyMetadata = r.Bytes(519),
    };

    private static FieldSummary ReadSummary(AvroRecord r) =>
        new(r.Boolean(509) ?? true, r.Boolean(518), r.Bytes(510), r.Bytes(511));
}
