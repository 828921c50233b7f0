using System.Globalization;
using System.Text;
using System.Text.Json;
using Waybill.Lake;
using Waybill.Lake.Commits;
using Waybill.Lake.Io;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.IntegrationTests.Lake;

/// <summary>Avro's own library decodes our manifest lists and manifests; ids, names and headers are held against the specification.</summary>
public sealed class AvroReaderTests : IDisposable
{
    private const string ListFields = """
        500 manifest_path, 501 manifest_length, 502 partition_spec_id, 517 content, 515 sequence_number, 516 min_sequence_number,
        503 added_snapshot_id, 504 added_files_count, 505 existing_files_count, 506 deleted_files_count, 512 added_rows_count,
        513 existing_rows_count, 514 deleted_rows_count, 507 partitions?, 519 key_metadata?
        """;

    private const string SummaryFields = "509 contains_null, 518 contains_nan?, 510 lower_bound?, 511 upper_bound?";

    private const string EntryFields = "0 status, 1 snapshot_id?, 3 sequence_number?, 4 file_sequence_number?, 2 data_file";

    private const string FileFields = """
        134 content, 100 file_path, 101 file_format, 102 partition, 103 record_count, 104 file_size_in_bytes, 108 column_sizes?,
        109 value_counts?, 110 null_value_counts?, 137 nan_value_counts?, 125 lower_bounds?, 128 upper_bounds?, 131 key_metadata?,
        132 split_offsets?, 135 equality_ids?, 140 sort_order_id?, 143 referenced_data_file?
        """;

    private readonly TemporaryLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public void Manifest_lists_have_the_ids_names_and_headers_of_the_specification()
    {
        var table = Changed(Samples.Partitioned(_lake, rows: 100));
        var lists = OtherReaders.Avro(table.Snapshots.Select(s => s.ManifestList));

        Assert.Equal(table.Snapshots.Count, lists.Length);
        foreach (var (snapshot, list) in table.Snapshots.Zip(lists))
        {
            AssertHeader(
                list,
                ("format-version", "2"),
                ("snapshot-id", $"{snapshot.SnapshotId}"),
                ("parent-snapshot-id", snapshot.ParentSnapshotId is { } id ? $"{id}" : "null"),
                ("sequence-number", $"{snapshot.SequenceNumber}"));
            var records = AvroSchemaRules.Records(Header(list, "avro.schema"));
            Assert.Equal(["manifest_file", "r508"], records.Keys);
            AssertFields(ListFields, records["manifest_file"]);
            AssertFields(SummaryFields, records["r508"]);
        }
    }

    [Fact]
    public void Manifests_have_the_ids_names_and_headers_of_the_specification()
    {
        var table = Changed(Samples.Partitioned(_lake, rows: 100));
        var manifests = table.Reader.Manifests(table.CurrentSnapshot);

        Assert.Contains(manifests, m => m.Content == ManifestContent.Deletes);
        foreach (var (line, manifest) in manifests.Zip(OtherReaders.Avro(manifests.Select(m => m.Path))))
        {
            AssertHeader(
                manifest,
                ("format-version", "2"),
                ("schema-id", "0"),
                ("partition-spec-id", "0"),
                ("content", line.Content == ManifestContent.Data ? "data" : "deletes"));
            Assert.Equal("struct", JsonDocument.Parse(Header(manifest, "schema")).RootElement.GetProperty("type").GetString());
            Assert.Equal(
                ["1000 at_day day", "1001 id_bucket_4 bucket[4]", "1002 region identity"],
                JsonDocument.Parse(Header(manifest, "partition-spec")).RootElement.EnumerateArray()
                    .Select(f => $"{f.GetProperty("field-id")} {f.GetProperty("name")} {f.GetProperty("transform")}"));
            var records = AvroSchemaRules.Records(Header(manifest, "avro.schema"));
            AssertFields(EntryFields, records["manifest_entry"]);
            AssertFields(FileFields, records["r2"]);
            AssertFields("1000 at_day?, 1001 id_bucket_4?, 1002 region?", records["r102"]);
            Assert.Equal(
                ["k117_v118", "k119_v120", "k121_v122", "k126_v127", "k129_v130", "k138_v139"],
                records.Keys.Where(k => k.StartsWith('k')).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void An_unpartitioned_table_has_an_empty_partition_record()
    {
        var table = Changed(Samples.WithEveryType(_lake, rows: 100));
        var manifests = table.Reader.Manifests(table.CurrentSnapshot);

        Assert.All(OtherReaders.Avro(manifests.Select(m => m.Path)), manifest =>
        {
            Assert.Equal("[]", Header(manifest, "partition-spec"));
            AssertFields("", AvroSchemaRules.Records(Header(manifest, "avro.schema"))["r102"]);
        });
    }

    [Fact]
    public void Lists_and_entries_hold_the_values_that_our_reader_finds()
    {
        var table = Changed(Samples.Partitioned(_lake, rows: 100));
        foreach (var snapshot in table.Snapshots)
        {
            var lines = table.Reader.Manifests(snapshot);

            Assert.Equal(lines.Select(LineText), Records(OtherReaders.Avro([snapshot.ManifestList])[0]).Select(LineText));
            foreach (var (line, manifest) in lines.Zip(OtherReaders.Avro(lines.Select(l => l.Path))))
            {
                Assert.Equal(new FileInfo(Locations.ToPath(line.Path)).Length, line.Length);
                Assert.Equal(table.Reader.Entries(line).Select(EntryText), Records(manifest).Select(e => EntryText(e, line)));
            }
        }
    }

    [Fact]
    public void Files_are_as_long_as_their_entries_say()
    {
        var table = Changed(Samples.Partitioned(_lake, rows: 100));
        var manifests = OtherReaders.Avro(table.Reader.Manifests(table.CurrentSnapshot).Select(m => m.Path));

        Assert.All(manifests.SelectMany(Records).Select(e => e.GetProperty("data_file")), file => Assert.Equal(
            new FileInfo(Locations.ToPath(Text(file, "file_path"))).Length,
            file.GetProperty("file_size_in_bytes").GetInt64()));
    }

    [Fact]
    public void A_delete_file_names_its_data_file_in_full_in_its_bounds()
    {
        var table = Changed(Samples.Partitioned(_lake, rows: 100));
        var manifests = table.Reader.Manifests(table.CurrentSnapshot).Where(m => m.Content == ManifestContent.Deletes);
        var live = table.Scan().Files.ToDictionary(f => f.FilePath, f => f.Partition);

        var files = OtherReaders.Avro(manifests.Select(m => m.Path)).SelectMany(Records).Select(e => e.GetProperty("data_file")).ToArray();

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var path = Text(file, "referenced_data_file");
            Assert.Equal("1", Text(file, "content"));
            Assert.Equal(path, Bound(file, "lower_bounds", 2147483546));
            Assert.Equal(path, Bound(file, "upper_bounds", 2147483546));
            Assert.Equal(PartitionText(live[path]), PartitionText(file));
        });
    }

    /// <summary>A merge on read, a delete and an append on top of a sample: every status and both kinds of manifests.</summary>
    private LakeTable Changed(LakeTable table)
    {
        table = Samples.MergedOnRead(_lake, table, out _);
        var tx = table.Begin(_lake.Stamp());
        tx.DeleteRows(_lake.Sql, [ColumnFilter.Less("id", 20)], new MergeOptions { Mode = MergeMode.CopyOnWrite });
        return tx.Commit().Table;
    }

    private static void AssertHeader(JsonElement file, params (string Key, string Value)[] expected)
    {
        Assert.Equal("deflate", Header(file, "avro.codec"));
        Assert.All(expected, e => Assert.Equal(e.Value, Header(file, e.Key)));
    }

    private static void AssertFields(string expected, IReadOnlyList<string> fields) =>
        Assert.Equal(expected.ReplaceLineEndings(" "), string.Join(", ", fields));

    private static string Header(JsonElement file, string key) => Text(file.GetProperty("header"), key);

    private static IEnumerable<JsonElement> Records(JsonElement file) => file.GetProperty("records").EnumerateArray();

    private static string Text(JsonElement record, string field) => record.GetProperty(field).ToString();

    private static string LineText(ManifestFile m) => Line<object>(
        [
            m.Path, m.Length, m.SpecId, (int)m.Content, m.SequenceNumber, m.MinSequenceNumber, m.AddedSnapshotId,
            m.AddedFiles, m.ExistingFiles, m.DeletedFiles, m.AddedRows, m.ExistingRows, m.DeletedRows,
        ],
        m.Partitions.Select(SummaryText));

    private static string LineText(JsonElement m) => Line(
        m.EnumerateObject().Where(p => p.Name is not ("partitions" or "key_metadata")).Select(p => p.Value),
        m.GetProperty("partitions").EnumerateArray().Select(SummaryText));

    private static string Line<T>(IEnumerable<T> values, IEnumerable<string> summaries) =>
        string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', values)} [{string.Join("] [", summaries)}]");

    private static string SummaryText(FieldSummary s) => $"{s.ContainsNull} {s.ContainsNan} {Hex(s.LowerBound)}..{Hex(s.UpperBound)}";

    private static string SummaryText(JsonElement s) =>
        $"{Text(s, "contains_null")} {Text(s, "contains_nan")} {Text(s, "lower_bound")}..{Text(s, "upper_bound")}";

    private static string Hex(byte[]? bytes) => bytes is null ? "" : Convert.ToHexStringLower(bytes);

    private static string EntryText(ManifestEntry e) => string.Join(
        ' ',
        (int)e.Status,
        e.SnapshotId,
        e.SequenceNumber,
        e.FileSequenceNumber,
        e.File.FilePath,
        e.File.RecordCount,
        PartitionText(e.File.Partition),
        string.Join(',', e.File.NullValueCounts.Select(p => $"{p.Key}:{p.Value}")),
        BoundText(e.File.LowerBounds),
        BoundText(e.File.UpperBounds));

    // Null ids of an added file are inherited from the line of the list.
    private static string EntryText(JsonElement e, ManifestFile line)
    {
        var file = e.GetProperty("data_file");
        return string.Join(
            ' ',
            Text(e, "status"),
            TextOr(e, "snapshot_id", line.AddedSnapshotId),
            TextOr(e, "sequence_number", line.SequenceNumber),
            TextOr(e, "file_sequence_number", line.SequenceNumber),
            Text(file, "file_path"),
            Text(file, "record_count"),
            PartitionText(file),
            Pairs(file, "null_value_counts"),
            Pairs(file, "lower_bounds"),
            Pairs(file, "upper_bounds"));
    }

    private static string TextOr(JsonElement record, string field, long inherited) =>
        record.GetProperty(field).ValueKind == JsonValueKind.Null ? $"{inherited}" : Text(record, field);

    private static string BoundText(IReadOnlyDictionary<int, byte[]> bounds) =>
        string.Join(',', bounds.Select(p => $"{p.Key}:{Hex(p.Value)}"));

    private static string Pairs(JsonElement file, string field) => file.GetProperty(field) is { ValueKind: JsonValueKind.Array } pairs
        ? string.Join(',', pairs.EnumerateArray().Select(p => $"{Text(p, "key")}:{Text(p, "value")}"))
        : "";

    private static string Bound(JsonElement file, string field, int id) => Encoding.UTF8.GetString(Convert.FromHexString(
        Text(file.GetProperty(field).EnumerateArray().Single(p => p.GetProperty("key").GetInt32() == id), "value")));

    private static string PartitionText(IReadOnlyList<object?> values)
    {
        var epoch = new DateOnly(1970, 1, 1);
        var day = values[0] is int days ? epoch.AddDays(days).ToString("O", CultureInfo.InvariantCulture) : null;
        return $"({day}, {values[1]}, {values[2]})";
    }

    private static string PartitionText(JsonElement file)
    {
        var values = file.GetProperty("partition");
        return $"({Text(values, "at_day")}, {Text(values, "id_bucket_4")}, {Text(values, "region")})";
    }
}
