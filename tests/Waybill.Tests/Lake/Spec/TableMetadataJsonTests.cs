using System.Text;
using System.Text.Json;
using Waybill.Lake;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Spec;

public sealed class TableMetadataJsonTests
{
    /// <summary>What Java writes, with members that this library does not know.</summary>
    private const string Java = """
        {"format-version":2,"table-uuid":"9c12d441-03fe-4693-9a96-a0705ddf69c1","location":"s3://bucket/test/location/","last-sequence-number":34,
        "last-updated-ms":1602638573590,"last-column-id":3,"current-schema-id":1,
        "schemas":[{"type":"struct","schema-id":0,"fields":[{"id":1,"name":"x","required":true,"type":"long"}]},
        {"type":"struct","schema-id":1,"identifier-field-ids":[1,2],"fields":[{"id":1,"name":"x","required":true,"type":"long"},
        {"id":2,"name":"y","required":true,"type":"long","doc":"comment"},{"id":3,"name":"z","required":true,"type":"long"}]}],
        "default-spec-id":0,"partition-specs":[{"spec-id":0,"fields":[{"name":"x","transform":"identity","source-id":1,"field-id":1000}]}],
        "last-partition-id":1000,"default-sort-order-id":3,
        "sort-orders":[{"order-id":3,"fields":[{"transform":"identity","source-id":2,"direction":"asc","null-order":"nulls-first"},
        {"transform":"bucket[4]","source-id":3,"direction":"desc","null-order":"nulls-last"}]}],"properties":{"read.split.target.size":"134217728"},
        "current-snapshot-id":3055729675574597004,
        "refs":{"main":{"snapshot-id":3055729675574597004,"type":"branch"},"tag":{"snapshot-id":3051729675574597004,"type":"tag","max-ref-age-ms":10000000}},
        "snapshots":[{"sequence-number":0,"snapshot-id":3051729675574597004,"timestamp-ms":1515100955770,"summary":{"operation":"append"},"manifest-list":"s3://a/b/1.avro"},
        {"sequence-number":1,"snapshot-id":3055729675574597004,"parent-snapshot-id":3051729675574597004,"timestamp-ms":1555100955770,"summary":{"operation":"append"},"manifest-list":"s3://a/b/2.avro","schema-id":1,"key-id":"k1"}],
        "statistics":[{"snapshot-id":3055729675574597004,"statistics-path":"s3://a/b/stats.puffin","file-size-in-bytes":413,"file-footer-size-in-bytes":42,"blob-metadata":[]}],
        "snapshot-log":[{"timestamp-ms":1515100955770,"snapshot-id":3051729675574597004},{"timestamp-ms":1555100955770,"snapshot-id":3055729675574597004}],
        "metadata-log":[],"encryption-keys":[]}
        """;

    [Fact]
    public void Javas_metadata_is_written_back_with_everything_that_was_in_it()
    {
        var metadata = TableMetadataReader.Read(Encoding.UTF8.GetBytes(Java), "v1.metadata.json");

        var written = Encoding.UTF8.GetString(TableMetadataWriter.Write(metadata));

        // Location loses its slash at the end; nothing else changes, and the order is Java's.
        Assert.Equal(Java.ReplaceLineEndings("").Replace("location/\"", "location\"", StringComparison.Ordinal), written);
    }

    [Fact]
    public void Values_are_found_where_they_belong()
    {
        var metadata = TableMetadataReader.Read(Encoding.UTF8.GetBytes(Java), "v1.metadata.json");

        Assert.Equal(3055729675574597004, metadata.CurrentSnapshotId);
        Assert.Equal("s3://a/b/2.avro", metadata.CurrentSnapshot?.ManifestList);
        Assert.Equal(3051729675574597004, metadata.SnapshotAsOf(1555100955769)?.SnapshotId);
        Assert.Null(metadata.SnapshotAsOf(1515100955769));
        Assert.Equal("z", metadata.Schema.Field(3)?.Name);
        Assert.Equal(2, metadata.SortOrder.Fields.Count);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("null")]
    public void A_table_without_snapshots_is_read_however_its_writer_says_so(string current)
    {
        using var document = JsonDocument.Parse(Java);
        var json = Java.Replace("\"current-snapshot-id\":3055729675574597004", $"\"current-snapshot-id\":{current}", StringComparison.Ordinal)
            .Replace("\"refs\":{\"main\":{\"snapshot-id\":3055729675574597004,\"type\":\"branch\"},", "\"refs\":{", StringComparison.Ordinal);

        var metadata = TableMetadataReader.Read(Encoding.UTF8.GetBytes(json), "v1.metadata.json");

        Assert.Null(metadata.CurrentSnapshotId);
        Assert.Contains("\"current-snapshot-id\":-1,", Encoding.UTF8.GetString(TableMetadataWriter.Write(metadata)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"format-version\":2", "\"format-version\":3", LakeErrorKind.Unsupported)]
    [InlineData("\"format-version\":2", "\"format-version\":1", LakeErrorKind.Unsupported)]
    [InlineData("\"last-column-id\":3,", "", LakeErrorKind.Corrupt)]
    [InlineData("\"location\":\"s3://bucket/test/location/\"", "\"location\":null", LakeErrorKind.Corrupt)]
    [InlineData("{\"format-version\"", "\"format-version\"", LakeErrorKind.Corrupt)]
    [InlineData("\"last-updated-ms\":1602638573590", "\"last-updated-ms\":\"soon\"", LakeErrorKind.Corrupt)]
    public void Damaged_or_foreign_metadata_is_refused_by_name(string old, string @new, LakeErrorKind kind)
    {
        var json = Java.Replace(old, @new, StringComparison.Ordinal);

        var error = Assert.Throws<LakeException>(() => TableMetadataReader.Read(Encoding.UTF8.GetBytes(json), "v1.metadata.json"));

        Assert.Equal(kind, error.Kind);
    }
}
