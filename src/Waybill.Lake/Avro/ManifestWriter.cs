using System.Globalization;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Avro;

/// <summary>Builds a manifest file (specification "Manifests").</summary>
/// <remarks>
/// An added entry is written without snapshot id and sequence numbers: readers inherit them from the manifest list.
/// Existing and deleted entries carry the original numbers.
/// </remarks>
internal static class ManifestWriter
{
    /// <param name="path">Location the file will have.</param>
    /// <param name="content">Data or deletes.</param>
    /// <param name="schema">Current schema of the table.</param>
    /// <param name="spec">Spec of all entries.</param>
    /// <param name="types">Type of each partition value of the spec.</param>
    /// <param name="entries">The entries, in the order in which they are written.</param>
    public static WrittenManifest Build(
        string path,
        ManifestContent content,
        Schema schema,
        PartitionSpec spec,
        IReadOnlyList<PrimitiveType> types,
        IReadOnlyList<ManifestEntry> entries)
    {
        var type = ManifestSchemas.Entry(spec, types);
        var file = new AvroFileWriter(
        [
            new("schema", TypeJson.SchemaText(schema)),
            new("schema-id", schema.SchemaId.ToString(CultureInfo.InvariantCulture)),
            new("partition-spec", TableMetadataWriter.SpecFieldsText(spec)),
            new("partition-spec-id", spec.SpecId.ToString(CultureInfo.InvariantCulture)),
            new("format-version", "2"),
            new("content", content == ManifestContent.Data ? "data" : "deletes"),
            new("avro.schema", IcebergToAvro.Convert(ManifestSchemas.EntryRecord, type)),
            new("iceberg.schema", TypeJson.StructText(type)),
        ]);
        foreach (var entry in entries)
        {
            WriteEntry(file.Record, entry, types);
            file.EndRecord();
        }

        var bytes = file.ToArray();
        var live = entries.Where(e => e.Status == EntryStatus.Existing).ToArray();
        return new WrittenManifest(
            bytes,
            Line(path, bytes.Length, content, spec, types, entries),
            live.Length == 0 ? null : live.Min(e => e.SequenceNumber));
    }

    private static ManifestFile Line(
        string path, long length, ManifestContent content, PartitionSpec spec, IReadOnlyList<PrimitiveType> types, IReadOnlyList<ManifestEntry> entries) => new()
        {
            Path = path,
            Length = length,
            SpecId = spec.SpecId,
            Content = content,
            SequenceNumber = 0,
            MinSequenceNumber = 0,
            AddedSnapshotId = 0,
            AddedFiles = entries.Count(e => e.Status == EntryStatus.Added),
            ExistingFiles = entries.Count(e => e.Status == EntryStatus.Existing),
            DeletedFiles = entries.Count(e => e.Status == EntryStatus.Deleted),
            AddedRows = entries.Where(e => e.Status == EntryStatus.Added).Sum(e => e.File.RecordCount),
            ExistingRows = entries.Where(e => e.Status == EntryStatus.Existing).Sum(e => e.File.RecordCount),
            DeletedRows = entries.Where(e => e.Status == EntryStatus.Deleted).Sum(e => e.File.RecordCount),
            Partitions = types.Select((t, i) => FieldSummaries.Of(t, entries.Select(e => e.File.Partition[i]))).ToArray(),
        };

    private static void WriteEntry(AvroBuffer target, ManifestEntry entry, IReadOnlyList<PrimitiveType> types)
    {
        var inherits = entry.Status == EntryStatus.Added;
        target.Long((int)entry.Status);
        WriteOptional(target, inherits ? null : entry.SnapshotId);
        WriteOptional(target, inherits ? null : entry.SequenceNumber);
        WriteOptional(target, inherits ? null : entry.FileSequenceNumber);
        WriteFile(target, entry.File, types);
    }

    private static void WriteFile(AvroBuffer target, DataFile file, IReadOnlyList<PrimitiveType> types)
    {
        target.Long((int)file.Content);
        target.Text(file.FilePath);
        target.Text(file.FileFormat);
        for (var i = 0; i < types.Count; i++)
        {
            PartitionAvro.Write(target, types[i], file.Partition[i]);
        }

        target.Long(file.RecordCount);
        target.Long(file.FileSizeInBytes);
        WriteCounts(target, file.ColumnSizes);
        WriteCounts(target, file.ValueCounts);
        WriteCounts(target, file.NullValueCounts);
        WriteCounts(target, file.NanValueCounts);
        WriteBounds(target, file.LowerBounds);
        WriteBounds(target, file.UpperBounds);
        WriteOptional(target, file.KeyMetadata);
        WriteList(target, file.SplitOffsets);
        WriteList(target, file.EqualityIds.Select(id => (long)id).ToArray());
        WriteOptional(target, file.SortOrderId);
        target.Present(file.ReferencedDataFile is not null);
        if (file.ReferencedDataFile is not null)
        {
            target.Text(file.ReferencedDataFile);
        }
    }

    private static void WriteOptional(AvroBuffer target, long? value)
    {
        target.Present(value is not null);
        if (value is { } number)
        {
            target.Long(number);
        }
    }

    private static void WriteOptional(AvroBuffer target, byte[]? value)
    {
        target.Present(value is not null);
        if (value is not null)
        {
            target.Bytes(value);
        }
    }

    // An unknown metric is null, not an empty map.
    private static void WriteCounts(AvroBuffer target, IReadOnlyDictionary<int, long> map)
    {
        target.Present(map.Count > 0);
        if (map.Count > 0)
        {
            target.Long(map.Count);
            foreach (var (id, count) in map)
            {
                target.Long(id);
                target.Long(count);
            }

            target.Long(0);
        }
    }

    private static void WriteBounds(AvroBuffer target, IReadOnlyDictionary<int, byte[]> map)
    {
        target.Present(map.Count > 0);
        if (map.Count > 0)
        {
            target.Long(map.Count);
            foreach (var (id, bound) in map)
            {
                target.Long(id);
                target.Bytes(bound);
            }

            target.Long(0);
        }
    }

    private static void WriteList(AvroBuffer target, IReadOnlyList<long> items)
    {
        target.Present(items.Count > 0);
        if (items.Count > 0)
        {
            target.Long(items.Count);
            foreach (var item in items)
            {
                target.Long(item);
            }

            target.Long(0);
        }
    }
}
