using System.Globalization;
using System.Text.Json;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.IntegrationTests.Lake;

/// <summary>Apache's own Avro library for Python reads our manifests and lists, every value of them.</summary>
public sealed class PythonAvroTests
{
    [Fact]
    public async Task Manifest_lists_are_read()
    {
        using var lake = new SampleLake();
        foreach (var snapshot in lake.Table.Snapshots)
        {
            var dump = (await Reader.PythonAvroAsync(lake.Table.Reader.Folder.PathOf(snapshot.ManifestList)))[0];

            var header = dump.GetProperty("header");
            Assert.Equal(snapshot.SnapshotId.ToString(CultureInfo.InvariantCulture), header.GetProperty("snapshot-id").GetString());
            Assert.Equal("2", header.GetProperty("format-version").GetString());
            Assert.Equal("deflate", header.GetProperty("avro.codec").GetString());
            var lines = lake.Table.Reader.Manifests(snapshot);
            Assert.Equal(lines.Count, dump.GetProperty("records").GetArrayLength());
            foreach (var (line, record) in lines.Zip(dump.GetProperty("records").EnumerateArray()))
            {
                Assert.Equal(line.Path, record.GetProperty("manifest_path").GetString());
                Assert.Equal(line.Length, record.GetProperty("manifest_length").GetInt64());
                Assert.Equal((int)line.Content, record.GetProperty("content").GetInt32());
                Assert.Equal(line.SequenceNumber, record.GetProperty("sequence_number").GetInt64());
                Assert.Equal(line.MinSequenceNumber, record.GetProperty("min_sequence_number").GetInt64());
                Assert.Equal(line.AddedSnapshotId, record.GetProperty("added_snapshot_id").GetInt64());
                Assert.Equal((line.AddedFiles, line.ExistingFiles, line.DeletedFiles), (record.GetProperty("added_files_count").GetInt32(), record.GetProperty("existing_files_count").GetInt32(), record.GetProperty("deleted_files_count").GetInt32()));
                Assert.Equal((line.AddedRows, line.ExistingRows, line.DeletedRows), (record.GetProperty("added_rows_count").GetInt64(), record.GetProperty("existing_rows_count").GetInt64(), record.GetProperty("deleted_rows_count").GetInt64()));
                Assert.Equal(line.Partitions.Count, record.GetProperty("partitions").GetArrayLength());
                foreach (var (field, summary) in line.Partitions.Zip(record.GetProperty("partitions").EnumerateArray()))
                {
                    Assert.Equal(field.ContainsNull, summary.GetProperty("contains_null").GetBoolean());
                    Assert.Equal(Hex(field.LowerBound), summary.GetProperty("lower_bound").GetString());
                    Assert.Equal(Hex(field.UpperBound), summary.GetProperty("upper_bound").GetString());
                }
            }
        }
    }

    [Fact]
    public async Task Manifests_are_read()
    {
        using var lake = new SampleLake();
        var reader = lake.Table.Reader;
        var lines = lake.Table.Snapshots.SelectMany(s => reader.Manifests(s)).DistinctBy(m => m.Path).ToArray();
        Assert.Contains(lines, l => l.Content == ManifestContent.Deletes);

        var dumps = await Reader.PythonAvroAsync(lines.Select(l => reader.Folder.PathOf(l.Path)).ToArray());

        foreach (var (line, dump) in lines.Zip(dumps.EnumerateArray()))
        {
            Assert.Equal(line.Content == ManifestContent.Data ? "data" : "deletes", dump.GetProperty("header").GetProperty("content").GetString());
            using var schema = JsonDocument.Parse(dump.GetProperty("header").GetProperty("schema").GetString() ?? "");
            Assert.Equal("struct", schema.RootElement.GetProperty("type").GetString());
            var entries = reader.Entries(line);
            Assert.Equal(entries.Count, dump.GetProperty("records").GetArrayLength());
            foreach (var (entry, record) in entries.Zip(dump.GetProperty("records").EnumerateArray()))
            {
                CheckEntry(entry, record);
            }
        }
    }

    private static void CheckEntry(ManifestEntry entry, JsonElement record)
    {
        Assert.Equal((int)entry.Status, record.GetProperty("status").GetInt32());
        Assert.Equal(entry.Status == EntryStatus.Added, record.GetProperty("sequence_number").ValueKind == JsonValueKind.Null);
        var file = record.GetProperty("data_file");
        Assert.Equal((int)entry.File.Content, file.GetProperty("content").GetInt32());
        Assert.Equal(entry.File.FilePath, file.GetProperty("file_path").GetString());
        Assert.Equal("PARQUET", file.GetProperty("file_format").GetString());
        Assert.Equal(entry.File.RecordCount, file.GetProperty("record_count").GetInt64());
        Assert.Equal(entry.File.FileSizeInBytes, file.GetProperty("file_size_in_bytes").GetInt64());
        Assert.Equal(entry.File.ReferencedDataFile, file.GetProperty("referenced_data_file").GetString());
        Assert.Equal(entry.File.ValueCounts.Select(p => $"{p.Key}:{p.Value}"), Map(file.GetProperty("value_counts"), v => v.GetInt64().ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(entry.File.LowerBounds.Select(p => $"{p.Key}:{Hex(p.Value)}"), Map(file.GetProperty("lower_bounds"), v => v.GetString()));
        Assert.Equal(entry.File.UpperBounds.Select(p => $"{p.Key}:{Hex(p.Value)}"), Map(file.GetProperty("upper_bounds"), v => v.GetString()));
        Assert.Equal(entry.File.SplitOffsets, file.GetProperty("split_offsets").EnumerateArray().Select(o => o.GetInt64()));
        var partition = file.GetProperty("partition");
        var day = entry.File.Partition[0] is int days ? new DateOnly(1970, 1, 1).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
        Assert.Equal(day, partition.GetProperty("ordered_at_day").GetString());
        Assert.Equal((int?)entry.File.Partition[1], partition.GetProperty("id_bucket_2").GetInt32());
    }

    private static IEnumerable<string> Map(JsonElement pairs, Func<JsonElement, string?> value) =>
        pairs.EnumerateArray().Select(p => $"{p.GetProperty("key").GetInt32()}:{value(p.GetProperty("value"))}");

    private static string? Hex(byte[]? bytes) => bytes is null ? null : Convert.ToHexStringLower(bytes);
}
