using System.Globalization;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Avro;

/// <summary>Builds a manifest list (specification "Manifest Lists").</summary>
internal static class ManifestListWriter
{
    public static byte[] Build(long snapshotId, long? parentSnapshotId, long sequenceNumber, IReadOnlyList<ManifestFile> manifests)
    {
        var file = new AvroFileWriter(
        [
            new("snapshot-id", Text(snapshotId)),
            new("parent-snapshot-id", parentSnapshotId is { } parent ? Text(parent) : "null"),
            new("sequence-number", Text(sequenceNumber)),
            new("format-version", "2"),
            new("avro.schema", IcebergToAvro.Convert(ManifestSchemas.ListRecord, ManifestSchemas.List)),
            new("iceberg.schema", TypeJson.StructText(ManifestSchemas.List)),
        ]);
        foreach (var manifest in manifests)
        {
            Write(file.Record, manifest);
            file.EndRecord();
        }

        return file.ToArray();
    }

    private static void Write(AvroBuffer target, ManifestFile m)
    {
        target.Text(m.Path);
        target.Long(m.Length);
        target.Long(m.SpecId);
        target.Long((int)m.Content);
        target.Long(m.SequenceNumber);
        target.Long(m.MinSequenceNumber);
        target.Long(m.AddedSnapshotId);
        target.Long(m.AddedFiles);
        target.Long(m.ExistingFiles);
        target.Long(m.DeletedFiles);
        target.Long(m.AddedRows);
        target.Long(m.ExistingRows);
        target.Long(m.DeletedRows);
        WritePartitions(target, m.Partitions);
        WriteOptional(target, m.KeyMetadata);
    }

    private static void WritePartitions(AvroBuffer target, IReadOnlyList<FieldSummary> summaries)
    {
        target.Present(summaries.Count > 0);
        if (summaries.Count == 0)
        {
            return;
        }

        target.Long(summaries.Count);
        foreach (var summary in summaries)
        {
            target.Boolean(summary.ContainsNull);
            target.Present(summary.ContainsNan is not null);
            if (summary.ContainsNan is { } nan)
            {
                target.Boolean(nan);
            }

            WriteOptional(target, summary.LowerBound);
            WriteOptional(target, summary.UpperBound);
        }

        target.Long(0);
    }

    private static void WriteOptional(AvroBuffer target, byte[]? value)
    {
        target.Present(value is not null);
        if (value is not null)
        {
            target.Bytes(value);
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
