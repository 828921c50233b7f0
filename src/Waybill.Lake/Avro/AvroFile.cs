using System.IO.Compression;

namespace Waybill.Lake.Avro;

/// <summary>A decoded Avro container file of any writer; layout as in <see cref="AvroFileWriter"/>, codecs null and deflate.</summary>
internal sealed class AvroFile
{
    private AvroFile(
        IReadOnlyDictionary<string, string> metadata, AvroType schema, IReadOnlyList<AvroRecord> records, bool hasEmptyBlock)
    {
        Metadata = metadata;
        Schema = schema;
        Records = records;
        HasEmptyBlock = hasEmptyBlock;
    }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public AvroType Schema { get; }

    public IReadOnlyList<AvroRecord> Records { get; }

    /// <summary>Some block has no records: legal Avro at which some readers stop.</summary>
    public bool HasEmptyBlock { get; }

    /// <param name="bytes">The whole file.</param>
    /// <param name="place">Name of the file, for messages.</param>
    /// <exception cref="LakeException">Damaged, or a codec other than null and deflate.</exception>
    public static AvroFile Read(ReadOnlySpan<byte> bytes, string place)
    {
        try
        {
            return Decode(bytes, place);
        }
        catch (LakeException e) when (e.Kind == LakeErrorKind.Corrupt && !e.Message.Contains(place, StringComparison.Ordinal))
        {
            throw LakeException.Corrupt($"{place}: {e.Message}", e);
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException)
        {
            throw LakeException.Corrupt($"{place}: {e.Message}", e);
        }
    }

    private static AvroFile Decode(ReadOnlySpan<byte> bytes, string place)
    {
        var cursor = new AvroCursor(bytes);
        if (!cursor.Take(4).SequenceEqual("Obj\u0001"u8))
        {
            throw LakeException.Corrupt($"{place} is not an Avro file");
        }

        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var count = cursor.BlockCount(); count > 0; count = cursor.BlockCount())
        {
            for (; count > 0; count--)
            {
                var key = cursor.Text();
                metadata[key] = cursor.Text();
            }
        }

        var sync = cursor.Take(16);
        var schema = AvroTypeParser.Parse(metadata.GetValueOrDefault("avro.schema", ""), place);
        if (schema.Kind != AvroKind.Record)
        {
            throw LakeException.Corrupt($"{place} holds no records");
        }

        var codec = metadata.GetValueOrDefault("avro.codec", "null");
        var records = new List<AvroRecord>();
        var hasEmptyBlock = false;
        while (!cursor.AtEnd)
        {
            var count = cursor.Long();
            hasEmptyBlock |= count == 0;
            var block = Uncompressed(codec, cursor.Bytes(), place);
            var inner = new AvroCursor(block);
            for (; count > 0; count--)
            {
                records.Add(AvroDecoder.DecodeRecord(schema, ref inner));
            }

            if (!inner.AtEnd || !cursor.Take(16).SequenceEqual(sync))
            {
                throw LakeException.Corrupt($"{place}: a block before byte {cursor.Position} does not end where it should");
            }
        }

        return new AvroFile(metadata, schema, records, hasEmptyBlock);
    }

    private static ReadOnlySpan<byte> Uncompressed(string codec, ReadOnlySpan<byte> data, string place)
    {
        switch (codec)
        {
            case "null":
                return data;
            case "deflate":
                using (var source = new MemoryStream(data.ToArray(), writable: false))
                using (var deflate = new DeflateStream(source, CompressionMode.Decompress))
                using (var target = new MemoryStream())
                {
                    deflate.CopyTo(target);
                    return target.GetBuffer().AsSpan(0, (int)target.Length);
                }

            default:
                throw LakeException.Unsupported($"{place} is compressed with '{codec}'; this library reads 'null' and 'deflate'");
        }
    }
}
