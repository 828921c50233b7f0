using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Waybill.Lake;
using Waybill.Lake.Avro;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Avro;

public sealed class ManifestTests
{
    private static readonly Schema Columns = Schema.WithFreshIds(
    [
        new NestedField(0, "id", true, PrimitiveType.Long),
        new NestedField(0, "day", false, PrimitiveType.TimestampTz),
        new NestedField(0, "name", false, PrimitiveType.Text),
        new NestedField(0, "price", false, PrimitiveType.Decimal(9, 2)),
        new NestedField(0, "key", false, PrimitiveType.Uuid),
        new NestedField(0, "flag", false, PrimitiveType.Boolean),
        new NestedField(0, "ratio", false, PrimitiveType.Double),
        new NestedField(0, "raw", false, PrimitiveType.Binary),
    ]);

    private static readonly PartitionSpec Spec = PartitionSpec.Build(
        Columns,
        ("day", Transform.Day), ("name", Transform.Identity), ("price", Transform.Identity), ("key", Transform.Identity),
        ("flag", Transform.Identity), ("ratio", Transform.Identity), ("raw", Transform.Identity), ("id", Transform.Bucket(4)));

    private static readonly PrimitiveType[] Types =
        Spec.Fields.Select(f => f.Transform.ResultType((PrimitiveType)Columns.Field(f.SourceId)!.Type)).ToArray();

    private static readonly Gen<DataFile> Files =
        from number in Gen.Choose(0, int.MaxValue)
        from nulls in Gen.Choose(0, 255)
        from rows in Gen.Choose(1, 1_000_000)
        select new DataFile
        {
            FilePath = $"file:///lake/data/{number}.parquet",
            SpecId = 0,
            Partition = new object?[] { -number % 40000, $"n{number}", (Int128)(-number), new Guid(number, 0, 0, new byte[8]), number % 2 == 0, number / 7.0, BitConverter.GetBytes(number), number % 4 }
                .Select((v, i) => (nulls >> i & 1) == 1 ? null : v).ToArray(),
            RecordCount = rows,
            FileSizeInBytes = rows * 10L,
            ColumnSizes = new SortedList<int, long> { [1] = number, [3] = 5 },
            ValueCounts = new SortedList<int, long> { [1] = rows },
            NullValueCounts = new SortedList<int, long> { [1] = 0, [2] = rows },
            LowerBounds = new SortedList<int, byte[]> { [1] = SingleValue.ToBytes(PrimitiveType.Long, (long)number), [3] = [] },
            UpperBounds = nulls > 100 ? new SortedList<int, byte[]>() : new SortedList<int, byte[]> { [3] = [1, 2] },
            SplitOffsets = [4, 1000 + number],
            SortOrderId = nulls % 2,
        };

    [Fact]
    public void Entries_are_read_back_with_numbers_inherited_from_the_list()
    {
        var property = Prop.ForAll(Files.ListOf().ToArbitrary(), files =>
        {
            var entries = files.Select((f, i) => new ManifestEntry((EntryStatus)(i % 3), 100 + i, 5 + (i % 2), 6, f)).ToArray();
            var written = ManifestWriter.Build("file:///m.avro", ManifestContent.Data, Columns, Spec, Types, entries);
            var line = written.AddedBy(77, 9);

            var read = ManifestReader.Read(written.Bytes, line, Spec, Types);

            Assert.Equal(entries.Length, read.Count);
            Assert.All(entries.Zip(read), p =>
            {
                var isNew = p.First.Status == EntryStatus.Added;
                Assert.Equal(p.First.Status, p.Second.Status);
                Assert.Equal(isNew ? 77 : p.First.SnapshotId, p.Second.SnapshotId);
                Assert.Equal(isNew ? 9 : p.First.SequenceNumber, p.Second.SequenceNumber);
                Assert.Equal(isNew ? 9 : p.First.FileSequenceNumber, p.Second.FileSequenceNumber);
                Assert.Equal(CanonicalText.Of(p.First.File, x => x), CanonicalText.Of(p.Second.File, x => x));
            });
            Assert.Equal(written.Bytes.Length, line.Length);
            Assert.Equal(entries.Count(e => e.Status == EntryStatus.Added), line.AddedFiles);
            Assert.Equal(entries.Where(e => e.Status == EntryStatus.Existing).Select(e => e.SequenceNumber).DefaultIfEmpty(9).Min(), line.MinSequenceNumber);
            var relisted = ManifestListReader.Read(ManifestListWriter.Build(77, 76, 9, [line]), "list");
            Assert.Equal(CanonicalText.Of(line, x => x), CanonicalText.Of(relisted[0], x => x));
        });

        property.Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }

    [Fact]
    public void The_schema_has_Javas_names_ids_and_order()
    {
        var written = ManifestWriter.Build("file:///m.avro", ManifestContent.Data, Columns, Spec, Types, []);
        using var json = JsonDocument.Parse(AvroFile.Read(written.Bytes, "m").Metadata["avro.schema"]);

        var entry = json.RootElement;
        Assert.Equal("manifest_entry", entry.GetProperty("name").GetString());
        Assert.Equal(["status:0", "snapshot_id:1", "sequence_number:3", "file_sequence_number:4", "data_file:2"], Fields(entry));
        var file = entry.GetProperty("fields")[4].GetProperty("type");
        Assert.Equal("r2", file.GetProperty("name").GetString());
        Assert.Equal(
            ["content:134", "file_path:100", "file_format:101", "partition:102", "record_count:103", "file_size_in_bytes:104", "column_sizes:108",
             "value_counts:109", "null_value_counts:110", "nan_value_counts:137", "lower_bounds:125", "upper_bounds:128", "key_metadata:131",
             "split_offsets:132", "equality_ids:135", "sort_order_id:140", "referenced_data_file:143"],
            Fields(file));
        Assert.Equal(
            """{"name":"column_sizes","type":["null",{"type":"array","items":{"type":"record","name":"k117_v118","fields":[{"name":"key","type":"int","field-id":117},{"name":"value","type":"long","field-id":118}]},"logicalType":"map"}],"default":null,"field-id":108}""",
            file.GetProperty("fields")[6].GetRawText());
        Assert.Equal(
            """{"name":"day_day","type":["null",{"type":"int","logicalType":"date"}],"default":null,"field-id":1000}""",
            file.GetProperty("fields")[3].GetProperty("type").GetProperty("fields")[0].GetRawText());
        Assert.Equal("r102", file.GetProperty("fields")[3].GetProperty("type").GetProperty("name").GetString());
    }

    [Fact]
    public void The_header_holds_the_schema_and_the_fields_of_the_spec()
    {
        var header = AvroFile.Read(ManifestWriter.Build("file:///m.avro", ManifestContent.Deletes, Columns, Spec, Types, []).Bytes, "m").Metadata;

        Assert.Equal(TypeJson.SchemaText(Columns), header["schema"]);
        Assert.Equal("0", header["schema-id"]);
        Assert.StartsWith("""[{"name":"day_day","transform":"day","source-id":2,"field-id":1000}""", header["partition-spec"], StringComparison.Ordinal);
        Assert.Equal("0", header["partition-spec-id"]);
        Assert.Equal("2", header["format-version"]);
        Assert.Equal("deletes", header["content"]);
        Assert.Equal("deflate", header["avro.codec"]);
    }

    [Fact]
    public void Fields_of_another_writer_are_found_by_id_in_any_order_and_under_any_name()
    {
        // PyIceberg's day partitions are plain ints, old Java has other names; unknown fields are skipped.
        const string schema = """
            {"type":"record","name":"entry","fields":[
            {"name":"df","type":{"type":"record","name":"x","fields":[
              {"name":"bytes","type":"long","field-id":104},{"name":"rows","type":"long","field-id":103},{"name":"what_is_this","type":"string","field-id":999},
              {"name":"p","type":{"type":"record","name":"y","fields":[{"name":"d","type":["int","null"],"field-id":1000}]},"field-id":102},
              {"name":"fmt","type":"string","field-id":101},{"name":"path","type":"string","field-id":100}]},"field-id":2},
            {"name":"st","type":"int","field-id":0},{"name":"snap","type":"long","field-id":1}]}
            """;
        var spec = PartitionSpec.Build(Columns, ("day", Transform.Day));
        var file = new AvroFileWriter([new("avro.schema", schema)]);
        file.Record.Long(123);
        file.Record.Long(7);
        file.Record.Text("whatever");
        file.Record.Long(0);
        file.Record.Long(-5);
        file.Record.Text("parquet");
        file.Record.Text("file:///x");
        file.Record.Long(1);
        file.Record.Long(44);
        file.EndRecord();
        var line = ManifestWriter.Build("file:///m.avro", ManifestContent.Data, Columns, spec, [PrimitiveType.Date], []).AddedBy(1, 2);

        var entry = Assert.Single(ManifestReader.Read(file.ToArray(), line, spec, [PrimitiveType.Date]));

        Assert.Equal((EntryStatus.Added, 44, 2, 2), (entry.Status, entry.SnapshotId, entry.SequenceNumber, entry.FileSequenceNumber));
        Assert.Equal("PARQUET", entry.File.FileFormat);
        Assert.Equal(-5, entry.File.Partition[0]);
        Assert.Equal(FileContent.Data, entry.File.Content);
    }

    [Fact]
    public void An_existing_entry_without_sequence_number_is_refused()
    {
        var entry = new ManifestEntry(EntryStatus.Added, 1, 1, 1, new DataFile { FilePath = "file:///x", RecordCount = 1, FileSizeInBytes = 1 });
        var written = ManifestWriter.Build("file:///m.avro", ManifestContent.Data, Columns, PartitionSpec.Unpartitioned, [], [entry]);
        var file = new AvroFileWriter(AvroFile.Read(written.Bytes, "m").Metadata.Where(p => p.Key != "avro.codec").ToArray());
        file.Record.Raw([0]); // status 0 instead of 1, all numbers null, and no data file at all
        file.Record.Raw([0, 0, 0]);
        file.EndRecord();

        Assert.Equal(LakeErrorKind.Corrupt, Assert.Throws<LakeException>(() => ManifestReader.Read(file.ToArray(), written.AddedBy(1, 1), PartitionSpec.Unpartitioned, [])).Kind);
    }

    private static string[] Fields(JsonElement record) => record.GetProperty("fields").EnumerateArray()
        .Select(f => $"{f.GetProperty("name").GetString()}:{f.GetProperty("field-id").GetInt32()}").ToArray();
}
