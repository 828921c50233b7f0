using Waybill.Lake.Spec;

namespace Waybill.Lake.Avro;

/// <summary>Reads manifests of any writer; fields are found by id, as the specification demands.</summary>
internal static class ManifestReader
{
    /// <summary>The live and deleted entries, with ids and sequence numbers inherited from the manifest list.</summary>
    /// <param name="bytes">The manifest file.</param>
    /// <param name="line">Its line in the manifest list.</param>
    /// <param name="spec">The spec that the line names.</param>
    /// <param name="types">Type of each partition value of the spec.</param>
    public static IReadOnlyList<ManifestEntry> Read(
        ReadOnlySpan<byte> bytes, ManifestFile line, PartitionSpec spec, IReadOnlyList<PrimitiveType> types) =>
        ReadRaw(AvroFile.Read(bytes, line.Path), line.Path, spec, types).Select(raw => Inherit(raw, line)).ToArray();

    public static IReadOnlyList<RawManifestEntry> ReadRaw(
        AvroFile file, string place, PartitionSpec spec, IReadOnlyList<PrimitiveType> types)
    {
        try
        {
            return file.Records.Select(r => ReadEntry(r, spec, types)).ToArray();
        }
        catch (Exception e) when (e is OverflowException or InvalidCastException or FormatException)
        {
            throw LakeException.Corrupt($"{place}: {e.Message}", e);
        }
    }

    private static RawManifestEntry ReadEntry(AvroRecord entry, PartitionSpec spec, IReadOnlyList<PrimitiveType> types)
    {
        var file = entry.Record(2) ?? throw LakeException.Corrupt("a manifest entry has no data_file (field 2)");
        return new RawManifestEntry(entry.RequiredInt(0), entry.Long(1), entry.Long(3), entry.Long(4), ReadFile(file, spec, types));
    }

    private static DataFile ReadFile(AvroRecord r, PartitionSpec spec, IReadOnlyList<PrimitiveType> types)
    {
        var path = r.RequiredText(100);
        return new DataFile
        {
            Content = (FileContent)(r.Int(134) ?? 0),
            FilePath = path,
            FileFormat = r.RequiredText(101).ToUpperInvariant(),
            SpecId = spec.SpecId,
            Partition = ReadPartition(r.Record(102), spec, types, path),
            RecordCount = r.RequiredLong(103),
            FileSizeInBytes = r.RequiredLong(104),
            ColumnSizes = Counts(r, 108),
            ValueCounts = Counts(r, 109),
            NullValueCounts = Counts(r, 110),
            NanValueCounts = Counts(r, 137),
            LowerBounds = Bounds(r, 125),
            UpperBounds = Bounds(r, 128),
            KeyMetadata = r.Bytes(131),
            SplitOffsets = Numbers(r, 132),
            EqualityIds = Numbers(r, 135).Select(n => checked((int)n)).ToArray(),
            SortOrderId = r.Int(140),
            ReferencedDataFile = r.Text(143),
            MayBeLive = true,
        };
    }

    private static object?[] ReadPartition(AvroRecord? record, PartitionSpec spec, IReadOnlyList<PrimitiveType> types, string path) =>
        spec.Fields.Select((field, i) => record is not null && record.Has(field.FieldId)
            ? PartitionAvro.Read(record[field.FieldId], types[i])
            : throw LakeException.Corrupt($"the partition of {path} lacks field {field.FieldId} ('{field.Name}')")).ToArray();

    private static ManifestEntry Inherit(RawManifestEntry raw, ManifestFile line)
    {
        if (raw.Status is < 0 or > 2)
        {
            throw LakeException.Corrupt($"{line.Path}: {raw.File.FilePath} has status {raw.Status}");
        }

        var status = (EntryStatus)raw.Status;
        return new ManifestEntry(
            status,
            raw.SnapshotId ?? line.AddedSnapshotId,
            Inherited(raw.SequenceNumber, status, line, raw.File),
            Inherited(raw.FileSequenceNumber, status, line, raw.File),
            raw.File);
    }

    // Manifests of version 1 have sequence number 0 and no numbers in their entries.
    private static long Inherited(long? number, EntryStatus status, ManifestFile line, DataFile file) =>
        number ?? (status == EntryStatus.Added || line.SequenceNumber == 0
            ? line.SequenceNumber
            : throw LakeException.Corrupt($"{line.Path}: {file.FilePath} is not new and has no sequence number"));

    private static SortedList<int, long> Counts(AvroRecord r, int fieldId) => r[fieldId] as SortedList<int, long> ?? [];

    private static SortedList<int, byte[]> Bounds(AvroRecord r, int fieldId) => r[fieldId] as SortedList<int, byte[]> ?? [];

    private static long[] Numbers(AvroRecord r, int fieldId) => r[fieldId] is List<object?> list
        ? list.Select(item => Convert.ToInt64(item, System.Globalization.CultureInfo.InvariantCulture)).ToArray()
        : [];
}
