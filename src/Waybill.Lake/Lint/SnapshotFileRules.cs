using Waybill.Lake.Avro;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Lint;

/// <summary>Rules on a snapshot's manifest list and on what its manifests say together (ICEBERG.md 1.3, 1.6, 1.12).</summary>
internal sealed class SnapshotFileRules(LintFindings findings, TableMetadata metadata, TableFolder folder, ManifestRules manifests)
{
    public void Check(Snapshot snapshot)
    {
        var where = folder.Relative(snapshot.ManifestList);
        IReadOnlyList<ManifestFile> lines;
        try
        {
            var bytes = DurableFiles.ReadAll(folder.PathOf(snapshot.ManifestList));
            CheckHeader(AvroFile.Read(bytes, where), snapshot, where);
            lines = ManifestListReader.Read(bytes, where);
        }
        catch (LakeException e)
        {
            findings.Add("list/readable", where, e.Message);
            return;
        }

        findings.Expect(lines.Select(l => l.Path).Distinct(StringComparer.Ordinal).Count() == lines.Count, "list/unique", where, $"a manifest is listed twice");
        var live = new List<ManifestEntry>();
        foreach (var line in lines)
        {
            CheckLine(line, snapshot, where);
            live.AddRange(manifests.Check(line).Where(e => e.IsLive));
        }

        CheckTogether(snapshot, live, where);
    }

    private void CheckHeader(AvroFile file, Snapshot snapshot, string where)
    {
        Header(file, "snapshot-id", FormattableString.Invariant($"{snapshot.SnapshotId}"), where);
        Header(file, "parent-snapshot-id", snapshot.ParentSnapshotId is { } parent ? FormattableString.Invariant($"{parent}") : "null", where);
        Header(file, "sequence-number", FormattableString.Invariant($"{snapshot.SequenceNumber}"), where);
        Header(file, "format-version", "2", where);
        Header(file, "avro.codec", "deflate", where);
        findings.Expect(!file.HasEmptyBlock, "avro/empty-block", where, $"a block without records stops some readers");
        new AvroSchemaRules(findings, where).Check(file.Metadata["avro.schema"], ManifestSchemas.ListRecord);
    }

    private void Header(AvroFile file, string key, string expected, string where) => findings.Expect(
        file.Metadata.GetValueOrDefault(key) == expected, "list/header", where, $"'{key}' is '{file.Metadata.GetValueOrDefault(key)}', not '{expected}'");

    private void CheckLine(ManifestFile line, Snapshot snapshot, string where)
    {
        var what = $"{where}, {folder.Relative(line.Path)}";
        findings.Expect(MetadataRules.IsAbsolute(line.Path), "metadata/location", what, $"the path is not an absolute URI");
        var path = folder.PathOf(line.Path);
        var size = File.Exists(path) ? new FileInfo(path).Length : -1;
        findings.Expect(size == line.Length, "list/length", what, $"manifest_length is {line.Length}, the file has {size}");
        findings.Expect(line.Content is ManifestContent.Data or ManifestContent.Deletes, "list/content", what, $"content {(int)line.Content}");
        findings.Expect(line.SequenceNumber <= snapshot.SequenceNumber, "list/sequence", what, $"sequence number {line.SequenceNumber} is above the snapshot's {snapshot.SequenceNumber}");
        findings.Expect(line.MinSequenceNumber <= line.SequenceNumber, "list/sequence", what, $"min_sequence_number {line.MinSequenceNumber} is above {line.SequenceNumber}");
        findings.Expect((line.AddedSnapshotId == snapshot.SnapshotId) == (line.SequenceNumber == snapshot.SequenceNumber), "list/sequence", what, $"added by {line.AddedSnapshotId} with sequence number {line.SequenceNumber}");
        var spec = metadata.Specs.FirstOrDefault(s => s.SpecId == line.SpecId);
        if (findings.Expect(spec is not null, "list/spec", what, $"partition spec {line.SpecId} does not exist"))
        {
            findings.Expect(line.Partitions.Count == spec?.Fields.Count, "list/partitions", what, $"{line.Partitions.Count} summaries for {spec?.Fields.Count} partition fields");
        }
    }

    private void CheckTogether(Snapshot snapshot, List<ManifestEntry> live, string where)
    {
        foreach (var twice in live.GroupBy(e => e.File.FilePath, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            findings.Add("snapshot/live-once", where, $"{folder.Relative(twice.Key)} is live {twice.Count()} times");
        }

        var data = live.Where(e => e.File.Content == FileContent.Data).DistinctBy(e => e.File.FilePath).ToDictionary(e => e.File.FilePath, StringComparer.Ordinal);
        var deletes = live.Where(e => e.File.Content == FileContent.PositionDeletes).ToArray();
        foreach (var delete in deletes)
        {
            if (delete.File.ReferencedDataFile is { } referenced && data.TryGetValue(referenced, out var target))
            {
                var what = folder.Relative(delete.File.FilePath);
                findings.Expect(
                    PartitionText.Key(delete.File.SpecId, delete.File.Partition) == PartitionText.Key(target.File.SpecId, target.File.Partition),
                    "delete/partition", what, $"it lies in another partition than {folder.Relative(referenced)}");
                findings.Expect(delete.SequenceNumber >= target.SequenceNumber, "delete/sequence", what, $"sequence number {delete.SequenceNumber} is below the data file's {target.SequenceNumber}: it deletes nothing");
            }
        }

        var files = data.Values.Select(e => e.File).ToArray();
        Total(snapshot, "total-records", files.Sum(f => f.RecordCount));
        Total(snapshot, "total-data-files", files.Length);
        Total(snapshot, "total-delete-files", deletes.Length);
        Total(snapshot, "total-position-deletes", deletes.Sum(e => e.File.RecordCount));
        Total(snapshot, "total-files-size", files.Sum(f => f.FileSizeInBytes) + deletes.Sum(e => e.File.FileSizeInBytes));
    }

    private void Total(Snapshot snapshot, string key, long actual)
    {
        if (snapshot.Summary.ContainsKey(key))
        {
            findings.Expect(snapshot.Count(key) == actual, "snapshot/totals", FormattableString.Invariant($"snapshot {snapshot.SnapshotId}"), $"{key} is {snapshot.Summary[key]}, the manifests hold {actual}");
        }
    }
}
