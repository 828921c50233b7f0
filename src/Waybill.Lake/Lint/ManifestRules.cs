using System.Text.Json;
using Waybill.Lake.Avro;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;

namespace Waybill.Lake.Lint;

/// <summary>Rules on manifests and their entries (ICEBERG.md 1.3 to 1.7). A manifest that several snapshots share is read once.</summary>
internal sealed class ManifestRules(LintFindings findings, TableMetadata metadata, TableFolder folder)
{
    private readonly Dictionary<string, IReadOnlyList<ManifestEntry>> _known = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ManifestEntry> _files = new(StringComparer.Ordinal);

    /// <summary>All files that were live in some manifest, by path.</summary>
    public IReadOnlyCollection<ManifestEntry> Files => _files.Values;

    /// <summary>Entries of a manifest; empty when it cannot be read.</summary>
    public IReadOnlyList<ManifestEntry> Check(ManifestFile line)
    {
        if (_known.TryGetValue(line.Path, out var known))
        {
            return known;
        }

        var where = folder.Relative(line.Path);
        try
        {
            return _known[line.Path] = Read(line, where);
        }
        catch (LakeException e)
        {
            findings.Add("manifest/readable", where, e.Message);
            return _known[line.Path] = [];
        }
    }

    private IReadOnlyList<ManifestEntry> Read(ManifestFile line, string where)
    {
        var spec = metadata.SpecById(line.SpecId);
        var types = metadata.PartitionTypes(spec);
        var bytes = DurableFiles.ReadAll(folder.PathOf(line.Path));
        var file = AvroFile.Read(bytes, where);
        CheckHeader(file, line, spec, where);
        foreach (var raw in ManifestReader.ReadRaw(file, where, spec, types))
        {
            CheckRaw(raw, line, where);
        }

        var entries = ManifestReader.Read(bytes, line, spec, types);
        CheckCounts(line, entries, where);
        CheckSummaries(line, types, entries, where);
        var rules = new DataFileRules(findings, metadata, folder);
        foreach (var entry in entries)
        {
            rules.Check(entry, entry.IsLive && _files.TryAdd(entry.File.FilePath, entry));
        }

        return entries;
    }

    private void CheckHeader(AvroFile file, ManifestFile line, PartitionSpec spec, string where)
    {
        Header(file, "format-version", "2", where);
        Header(file, "content", line.Content == ManifestContent.Data ? "data" : "deletes", where);
        Header(file, "partition-spec-id", FormattableString.Invariant($"{line.SpecId}"), where);
        Header(file, "avro.codec", "deflate", where);
        findings.Expect(!file.HasEmptyBlock, "avro/empty-block", where, $"a block without records stops some readers");
        new AvroSchemaRules(findings, where).Check(file.Metadata["avro.schema"], ManifestSchemas.EntryRecord);
        CheckSchema(file, where);
        try
        {
            using var json = JsonDocument.Parse(file.Metadata.GetValueOrDefault("partition-spec", ""));
            var fields = json.RootElement.EnumerateArray().Select(TableMetadataReader.ReadPartitionField).ToArray();
            findings.Expect(fields.SequenceEqual(spec.Fields), "manifest/spec", where, $"'partition-spec' is not that of spec {spec.SpecId}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or LakeException)
        {
            findings.Add("manifest/spec", where, $"'partition-spec' is not an array of partition fields: {e.Message}");
        }
    }

    private void CheckSchema(AvroFile file, string where)
    {
        try
        {
            using var json = JsonDocument.Parse(file.Metadata.GetValueOrDefault("schema", ""));
            var schema = TypeJson.ReadSchema(json.RootElement);
            Header(file, "schema-id", FormattableString.Invariant($"{schema.SchemaId}"), where);
            findings.Expect(
                metadata.Schemas.FirstOrDefault(s => s.SchemaId == schema.SchemaId)?.SameAs(schema) ?? false,
                "manifest/schema", where, $"'schema' is not the table's schema {schema.SchemaId}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or LakeException)
        {
            findings.Add("manifest/schema", where, $"'schema' is not a table schema: {e.Message}");
        }
    }

    private void Header(AvroFile file, string key, string expected, string where) => findings.Expect(
        file.Metadata.GetValueOrDefault(key) == expected, "manifest/header", where, $"'{key}' is '{file.Metadata.GetValueOrDefault(key)}', not '{expected}'");

    private void CheckRaw(RawManifestEntry raw, ManifestFile line, string where)
    {
        var what = $"{where}, {folder.Relative(raw.File.FilePath)}";
        findings.Expect(raw.Status is >= 0 and <= 2, "entry/status", what, $"status {raw.Status}");
        var isNew = raw.Status == (int)EntryStatus.Added;
        findings.Expect(
            isNew || (raw.SnapshotId is not null && raw.SequenceNumber is not null && raw.FileSequenceNumber is not null),
            "entry/explicit", what, $"an entry of status {raw.Status} inherits its snapshot id or sequence numbers");
        findings.Expect(
            raw.Status != (int)EntryStatus.Deleted || raw.SnapshotId == line.AddedSnapshotId,
            "entry/deleted-by", what, $"deleted by snapshot {raw.SnapshotId}, the manifest was added by {line.AddedSnapshotId}");
        findings.Expect(
            (line.Content == ManifestContent.Data) == (raw.File.Content == FileContent.Data),
            "entry/content", what, $"content {(int)raw.File.Content} in a manifest of {line.Content}");
    }

    private void CheckCounts(ManifestFile line, IReadOnlyList<ManifestEntry> entries, string where)
    {
        foreach (var (status, files, rows) in new[]
        {
            (EntryStatus.Added, line.AddedFiles, line.AddedRows),
            (EntryStatus.Existing, line.ExistingFiles, line.ExistingRows),
            (EntryStatus.Deleted, line.DeletedFiles, line.DeletedRows),
        })
        {
            var found = entries.Where(e => e.Status == status).ToArray();
            findings.Expect(found.Length == files, "list/counts", where, $"{found.Length} {status} files, the list says {files}");
            findings.Expect(found.Sum(e => e.File.RecordCount) == rows, "list/counts", where, $"{found.Sum(e => e.File.RecordCount)} {status} rows, the list says {rows}");
        }

        var live = entries.Where(e => e.IsLive).Select(e => e.SequenceNumber).DefaultIfEmpty(line.SequenceNumber).Min();
        findings.Expect(live >= line.MinSequenceNumber, "list/sequence", where, $"min_sequence_number is {line.MinSequenceNumber}, an entry has {live}");
        findings.Expect(entries.All(e => e.SequenceNumber <= line.SequenceNumber), "entry/sequence", where, $"an entry has a sequence number above the manifest's {line.SequenceNumber}");
    }

    private void CheckSummaries(ManifestFile line, IReadOnlyList<PrimitiveType> types, IReadOnlyList<ManifestEntry> entries, string where)
    {
        for (var i = 0; i < Math.Min(types.Count, line.Partitions.Count); i++)
        {
            var range = PartitionProjection.Range(line.Partitions[i], types[i]);
            foreach (var value in entries.Where(e => e.IsLive).Select(e => e.File.Partition[i]))
            {
                var covered = value switch
                {
                    null => line.Partitions[i].ContainsNull,
                    float.NaN or double.NaN => line.Partitions[i].ContainsNan != false,
                    _ => range.Lower is not null && range.Upper is not null
                        && ValueOrder.Compare(range.Lower, value) <= 0 && ValueOrder.Compare(range.Upper, value) >= 0,
                };
                findings.Expect(covered, "list/partitions", where, $"partition value '{value}' of field {i} is outside the summary {range.Lower}..{range.Upper}");
            }
        }
    }
}
