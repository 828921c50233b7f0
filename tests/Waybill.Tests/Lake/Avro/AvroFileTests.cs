using FsCheck;
using FsCheck.Fluent;
using Waybill.Lake;
using Waybill.Lake.Avro;
using Xunit;

namespace Waybill.Tests.Lake.Avro;

public sealed class AvroFileTests
{
    private const string TwoFields = """
        {"type":"record","name":"r","fields":[{"name":"n","type":"long","field-id":1},{"name":"t","type":["null","string"],"default":null,"field-id":2}]}
        """;

    [Fact]
    public void Records_are_read_back_over_many_blocks()
    {
        var property = Prop.ForAll(Gen.Choose(0, 20_000).ToArbitrary(), count =>
        {
            var file = AvroFile.Read(Write(count), "file");

            Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), file.Records.Select(r => r.RequiredLong(1)));
            Assert.All(file.Records, r => Assert.Equal(r.RequiredLong(1) % 3 == 0 ? null : $"t{r.RequiredLong(1)}", r.Text(2)));
            Assert.False(file.HasEmptyBlock);
        });

        property.Check(Config.QuickThrowOnFailure.WithMaxTest(8));
    }

    [Fact]
    public void Numbers_of_every_size_survive()
    {
        var property = Prop.ForAll<long>(value =>
        {
            var buffer = new AvroBuffer();
            buffer.Long(value);
            buffer.Long(~value);
            var cursor = new AvroCursor(buffer.Written);
            Assert.Equal(value, cursor.Long());
            Assert.Equal(~value, cursor.Long());
            Assert.True(cursor.AtEnd);
        });

        property.Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
        foreach (var edge in new[] { long.MinValue, long.MaxValue, 0, -1, 63, 64, -64, -65 })
        {
            var buffer = new AvroBuffer();
            buffer.Long(edge);
            Assert.Equal(edge, new AvroCursor(buffer.Written).Long());
        }
    }

    [Fact]
    public void Equal_content_gives_equal_bytes_and_other_content_another_sync_marker()
    {
        Assert.Equal(Write(10), Write(10));
        Assert.NotEqual(Write(10)[^16..], Write(11)[^16..]);
    }

    [Fact]
    public void A_file_without_records_has_no_block()
    {
        var bytes = Write(0);

        Assert.Empty(AvroFile.Read(bytes, "file").Records);
        Assert.Equal("deflate", AvroFile.Read(bytes, "file").Metadata["avro.codec"]);
    }

    [Fact]
    public void Foreign_spellings_are_read()
    {
        // Null last in the union, blocks with negative counts and sizes, no codec, an enum, a fixed, a real map, an unknown field, namespaces.
        const string schema = """
            {"type":"record","name":"r","namespace":"org.x","fields":[
            {"name":"skipped","type":{"type":"map","values":"double"}},
            {"name":"kind","type":{"type":"enum","name":"k","symbols":["A","B"]},"field-id":7},
            {"name":"hash","type":{"type":"fixed","name":"f","size":2},"field-id":8},
            {"name":"again","type":"org.x.f","field-id":9},
            {"name":"text","type":["string","null"],"field-id":2},
            {"name":"list","type":{"type":"array","items":{"type":"long"}},"field-id":3}]}
            """;
        var record = new AvroBuffer();
        record.Long(-1);
        record.Long(12);
        record.Text("key");
        record.Double(1.5);
        record.Long(0);
        record.Long(1);
        record.Raw([1, 2]);
        record.Raw([3, 4]);
        record.Long(1);
        record.Long(-2);
        record.Long(2);
        record.Long(5);
        record.Long(6);
        record.Long(1);
        record.Long(7);
        record.Long(0);

        var read = AvroFile.Read(Container(schema, record.Written.ToArray(), codec: null), "file").Records[0];

        Assert.Equal(1, read.Int(7));
        Assert.Equal([1, 2], read.Bytes(8));
        Assert.Equal([3, 4], read.Bytes(9));
        Assert.Null(read.Text(2));
        Assert.Equal([5L, 6L, 7L], Assert.IsType<List<object?>>(read[3]));
    }

    [Fact]
    public void A_codec_that_is_not_known_is_named()
    {
        var error = Assert.Throws<LakeException>(() => AvroFile.Read(Container(TwoFields, [0, 0], "snappy"), "m0.avro"));

        Assert.Equal(LakeErrorKind.Unsupported, error.Kind);
        Assert.Contains("snappy", error.Message, StringComparison.Ordinal);
        Assert.Contains("m0.avro", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_an_error_and_never_a_crash()
    {
        var good = Write(200);
        var property = Prop.ForAll(Gen.Choose(0, good.Length - 1).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), (at, value) =>
        {
            var cut = Record.Exception(() => AvroFile.Read(good.AsSpan(0, at), "file"));
            var flipped = good.ToArray();
            flipped[at] = (byte)value;
            var changed = Record.Exception(() => AvroFile.Read(flipped, "file"));

            Assert.True(cut is null or LakeException, cut?.ToString());
            Assert.True(changed is null or LakeException, changed?.ToString());
        });

        property.Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static byte[] Write(int count)
    {
        var file = new AvroFileWriter([new("avro.schema", TwoFields)]);
        for (var i = 0; i < count; i++)
        {
            file.Record.Long(i);
            file.Record.Present(i % 3 != 0);
            if (i % 3 != 0)
            {
                file.Record.Text($"t{i}");
            }

            file.EndRecord();
        }

        return file.ToArray();
    }

    private static byte[] Container(string schema, byte[] record, string? codec)
    {
        var file = new AvroBuffer();
        file.Raw("Obj\u0001"u8);
        file.Long(codec is null ? 1 : 2);
        file.Text("avro.schema");
        file.Text(schema);
        if (codec is not null)
        {
            file.Text("avro.codec");
            file.Text(codec);
        }

        file.Long(0);
        file.Raw(new byte[16]);
        file.Long(1);
        file.Bytes(record);
        file.Raw(new byte[16]);
        return file.Written.ToArray();
    }
}
