using System.Text;
using System.Text.Json.Nodes;
using Waybill.Lake;
using Waybill.Lake.Avro;
using Waybill.Lake.Catalog;
using Waybill.Lake.Commits;
using Waybill.Lake.Io;
using Waybill.Lake.Lint;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Lint;

/// <summary>Tables are damaged in one place each, and the lint must say where.</summary>
public sealed class TableLintTests
{
    private static readonly TableDefinition Definition = WithSpec(TableDefinition.Of(("id", PrimitiveType.Long, true), ("part", PrimitiveType.Text, false), ("x", PrimitiveType.Double, false)));

    [Fact]
    public void A_table_that_we_wrote_has_no_finding()
    {
        using var lake = new TempLake();

        Assert.Empty(TableLint.Check(Make(lake), lake.Sql));
    }

    [Theory]
    [InlineData("snapshot/required", "remove:schema-id")]
    [InlineData("metadata/texts", "set:properties:{\"a\":1}")]
    [InlineData("metadata/version-1", "set:partition-spec:[]")]
    [InlineData("metadata/required", "remove:refs")]
    [InlineData("metadata/refs", "set:refs:{}")]
    [InlineData("metadata/refs", "set:refs:{\"main\":{\"snapshot-id\":5,\"type\":\"tag\"}}")]
    [InlineData("metadata/location", "set:location:\"/no/scheme\"")]
    [InlineData("catalog/location", "set:location:\"file:///somewhere/else\"")]
    [InlineData("schema/last-column-id", "set:last-column-id:1")]
    [InlineData("spec/last-partition-id", "set:last-partition-id:999")]
    [InlineData("metadata/clock", "set:last-updated-ms:1")]
    [InlineData("snapshot/sequence", "set:last-sequence-number:1")]
    [InlineData("snapshot/log", "set:snapshot-log:[]")]
    [InlineData("snapshot/log", "set:snapshot-log:[{\"timestamp-ms\":1,\"snapshot-id\":77}]")]
    [InlineData("spec/field-ids", "set:partition-specs:[{\"spec-id\":0,\"fields\":[{\"name\":\"part\",\"transform\":\"identity\",\"source-id\":2,\"field-id\":7}]}]")]
    [InlineData("spec/source", "set:partition-specs:[{\"spec-id\":0,\"fields\":[{\"name\":\"part\",\"transform\":\"day\",\"source-id\":2,\"field-id\":1000}]}]")]
    [InlineData("sort/unsorted", "set:sort-orders:[{\"order-id\":0,\"fields\":[]},{\"order-id\":1,\"fields\":[]}]")]
    [InlineData("catalog/metadata-path", "set:properties:{\"write.metadata.path\":\"x\"}")]
    public void Damaged_metadata_is_found(string rule, string damage)
    {
        using var lake = new TempLake();
        lake.ExpectDamage();
        var table = Make(lake);
        var path = table.Reader.Folder.PathOf(table.State.MetadataFile);
        var json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        if (damage.Split(':', 3) is ["set", var name, var value])
        {
            json[name] = JsonNode.Parse(value);
        }
        else if (damage == "remove:refs")
        {
            json.Remove("refs");
        }
        else
        {
            json["snapshots"]![0]!.AsObject().Remove("schema-id");
        }

        File.WriteAllText(path, json.ToJsonString());

        Assert.Contains(rule, Rules(lake));
    }

    [Fact]
    public void A_hint_with_a_newline_is_found()
    {
        using var lake = new TempLake();
        lake.ExpectDamage();
        var table = Make(lake);
        File.AppendAllText(Path.Combine(table.Reader.Folder.MetadataDirectory, "version-hint.text"), "\n");

        Assert.Equal(["catalog/hint"], Rules(lake));
    }

    [Theory]
    [InlineData("list/length")]
    [InlineData("list/counts")]
    [InlineData("list/partitions")]
    [InlineData("list/sequence")]
    [InlineData("list/unique")]
    [InlineData("list/header")]
    [InlineData("list/readable")]
    [InlineData("snapshot/totals")]
    public void A_damaged_manifest_list_is_found(string rule)
    {
        using var lake = new TempLake();
        lake.ExpectDamage();
        var table = Make(lake);
        var snapshot = table.CurrentSnapshot!;
        var path = table.Reader.Folder.PathOf(snapshot.ManifestList);
        var lines = ManifestListReader.Read(File.ReadAllBytes(path), path).ToArray();
        lines = rule switch
        {
            "list/length" => [lines[0] with { Length = 5 }, .. lines[1..]],
            "list/counts" => [lines[0] with { AddedRows = 5 }, .. lines[1..]],
            "list/partitions" => [lines[0] with { Partitions = [new FieldSummary(false, false, "zz"u8.ToArray(), "zz"u8.ToArray())] }, .. lines[1..]],
            "list/sequence" => [lines[0] with { SequenceNumber = 99 }, .. lines[1..]],
            "list/unique" => [lines[0], .. lines],
            "snapshot/totals" => lines[1..],
            _ => lines,
        };
        var bytes = ManifestListWriter.Build(snapshot.SnapshotId, rule == "list/header" ? 1 : snapshot.ParentSnapshotId, snapshot.SequenceNumber, lines);
        File.WriteAllBytes(path, rule == "list/readable" ? bytes[..^20] : bytes);

        Assert.Contains(rule, Rules(lake));
    }

    [Theory]
    [InlineData("file/size")]
    [InlineData("file/exists")]
    [InlineData("file/records")]
    [InlineData("file/format")]
    [InlineData("file/split-offsets")]
    [InlineData("file/sort-order")]
    [InlineData("file/partition")]
    [InlineData("metrics/counts")]
    [InlineData("metrics/bounds")]
    [InlineData("metrics/nan")]
    [InlineData("metadata/location")]
    [InlineData("snapshot/live-once")]
    [InlineData("parquet/records")]
    [InlineData("delete/sort-order")]
    [InlineData("delete/bounds")]
    [InlineData("delete/positions")]
    [InlineData("delete/partition")]
    [InlineData("delete/equality")]
    public void A_wrong_entry_is_found(string rule)
    {
        using var lake = new TempLake();
        lake.ExpectDamage();
        var table = Make(lake);
        var good = table.Scan().Files[0];
        var file = rule switch
        {
            "file/size" => good with { FileSizeInBytes = 1 },
            "file/exists" => good with { FilePath = good.FilePath + "x" },
            "file/records" => good with { RecordCount = 0 },
            "file/format" => good with { FileFormat = "ORC" },
            "file/split-offsets" => good with { SplitOffsets = [4, 4] },
            "file/sort-order" => good with { SortOrderId = 7 },
            "file/partition" => good with { Partition = ["other"] },
            "metrics/counts" => good with { NullValueCounts = new SortedList<int, long> { [1] = 99 } },
            "metrics/bounds" => good with { UpperBounds = new SortedList<int, byte[]> { [1] = SingleValue.ToBytes(PrimitiveType.Long, 0L) } },
            "metrics/nan" => good with { UpperBounds = new SortedList<int, byte[]> { [3] = SingleValue.ToBytes(PrimitiveType.Double, double.NaN) } },
            "metadata/location" => good with { FilePath = Locations.ToPath(good.FilePath) },
            "snapshot/live-once" => good,
            "parquet/records" => good with { RecordCount = good.RecordCount + 1 },
            _ => Deletes(lake, table, good, rule),
        };
        var path = file.FilePath;
        if (file.Content == FileContent.Data && rule is not ("snapshot/live-once" or "file/exists" or "metadata/location"))
        {
            path = good.FilePath + "-copy";
            File.Copy(Locations.ToPath(good.FilePath), Locations.ToPath(path));
        }

        table.Begin(lake.Stamp()).AddForeignFile(file with { FilePath = path, MayBeLive = false }).Commit();

        Assert.Contains(rule, Rules(lake));
    }

    [Theory]
    [InlineData("avro/field-id", ",\"field-id\":134", "")]
    [InlineData("avro/record-name", "\"name\":\"r2\"", "\"name\":\"data_file\"")]
    [InlineData("avro/optional", "\"default\":null,\"field-id\":1}", "\"field-id\":1}")]
    [InlineData("avro/element-id", ",\"element-id\":133", "")]
    [InlineData("manifest/header", "\"partition-spec-id\"", "")]
    [InlineData("manifest/schema", "\"schema\"", "")]
    [InlineData("manifest/spec", "\"partition-spec\"", "")]
    [InlineData("entry/explicit", "", "")]
    [InlineData("entry/content", "", "")]
    [InlineData("manifest/readable", "", "")]
    [InlineData("avro/empty-block", "", "")]
    public void A_damaged_manifest_is_found(string rule, string old, string @new)
    {
        using var lake = new TempLake();
        lake.ExpectDamage();
        var table = Make(lake);
        var line = table.Reader.Manifests(table.CurrentSnapshot).First(m => m.Content == ManifestContent.Data);
        var path = table.Reader.Folder.PathOf(line.Path);
        var header = AvroFile.Read(File.ReadAllBytes(path), path).Metadata.Where(p => p.Key != "avro.codec")
            .Where(p => !rule.StartsWith("manifest/", StringComparison.Ordinal) || $"\"{p.Key}\"" != old)
            .Select(p => rule.StartsWith("avro/", StringComparison.Ordinal) && p.Key == "avro.schema" && old.Length > 0 ? KeyValuePair.Create(p.Key, p.Value.Replace(old, @new, StringComparison.Ordinal)) : p)
            .ToArray();
        var file = new AvroFileWriter(header);
        Rewrite(file, table.Reader.Entries(line), rule);
        var bytes = file.ToArray();
        File.WriteAllBytes(path, rule switch
        {
            "manifest/readable" => bytes[..40],
            "avro/empty-block" => [.. bytes, 0, 0, .. bytes[^16..]],
            _ => bytes,
        });

        Assert.Contains(rule, Rules(lake));
    }

    [Theory]
    [InlineData("parquet/required", "select null::bigint as id, 'a' as part, 1.0::double as x")]
    [InlineData("parquet/field-ids", "no ids")]
    [InlineData("parquet/columns", "select 1::bigint as id")]
    [InlineData("parquet/readable", "not parquet")]
    public void A_damaged_data_file_is_found(string rule, string query)
    {
        using var lake = new TempLake();
        lake.ExpectDamage();
        var table = Make(lake);
        var path = Locations.ToPath(table.Scan().Files[0].FilePath);
        var ids = query.Contains("as part", StringComparison.Ordinal) ? "{id: 1, part: 2, x: 3}" : "{id: 1}";
        switch (query)
        {
            case "not parquet":
                File.WriteAllText(path, "PAR1 and then nothing");
                break;
            case "no ids":
                lake.Run($"copy (select 1::bigint as id, 'a' as part, 1.0::double as x) to '{path}' (format parquet)");
                break;
            default:
                lake.Run($"copy ({query}) to '{path}' (format parquet, field_ids {ids})");
                break;
        }

        Assert.Contains(rule, Rules(lake));
    }

    private static void Rewrite(AvroFileWriter file, IReadOnlyList<ManifestEntry> entries, string rule)
    {
        foreach (var entry in entries)
        {
            var changed = rule == "entry/content" ? entry with { File = entry.File with { Content = FileContent.PositionDeletes } } : entry;
            file.Record.Raw(EncodeEntry(changed, rule));
            file.EndRecord();
        }
    }

    // An entry without metrics, and with a status that inherits what it must not.
    private static byte[] EncodeEntry(ManifestEntry entry, string rule)
    {
        var target = new AvroBuffer();
        target.Long(rule == "entry/explicit" ? (int)EntryStatus.Existing : (int)EntryStatus.Added);
        target.Present(false);
        target.Present(false);
        target.Present(false);
        target.Long((int)entry.File.Content);
        target.Text(entry.File.FilePath);
        target.Text("PARQUET");
        PartitionAvro.Write(target, PrimitiveType.Text, entry.File.Partition[0]);
        target.Long(entry.File.RecordCount);
        target.Long(entry.File.FileSizeInBytes);
        for (var metric = 0; metric < 11; metric++)
        {
            target.Present(false);
        }

        return target.Written.ToArray();
    }

    private static DataFile Deletes(TempLake lake, LakeTable table, DataFile data, string rule)
    {
        var writer = new PositionDeleteWriter(table.Reader.Folder, table.Metadata.TableUuid, "lint", null);
        var file = writer.Write(lake.Sql, data, rule == "delete/positions" ? "select 1000::bigint" : "select 0::bigint", [rule], CancellationToken.None);
        return rule switch
        {
            "delete/sort-order" => file with { SortOrderId = 0 },
            "delete/bounds" => file with { UpperBounds = new SortedList<int, byte[]> { [ReservedFieldIds.DeleteFilePath] = Encoding.UTF8.GetBytes(data.FilePath[..16]) } },
            "delete/partition" => file with { Partition = ["other"] },
            "delete/equality" => file with { Content = FileContent.EqualityDeletes },
            _ => file,
        };
    }

    private static string[] Rules(TempLake lake)
    {
        var catalog = new DirectoryCatalog(lake.Root);
        return TableLint.Check(catalog.Load(catalog.List()[0]), lake.Sql).Select(v => v.Rule).Distinct().ToArray();
    }

    private static TableDefinition WithSpec(TableDefinition definition) =>
        definition with { Spec = PartitionSpec.Build(definition.Schema, ("part", Transform.Identity)) };

    private static LakeTable Make(TempLake lake)
    {
        var table = lake.Append(lake.Create("t", Definition), "select i as id, 'a' as part, i / 2.0::double as x from range(10) r(i)");
        var tx = table.Begin(lake.Stamp());
        tx.DeleteRows(lake.Sql, [ColumnFilter.Equal("id", 3)], new MergeOptions { Mode = MergeMode.MergeOnRead });
        return lake.Append(tx.Commit().Table, "select i as id, 'b' as part, i / 2.0::double as x from range(10, 20) r(i)");
    }
}
