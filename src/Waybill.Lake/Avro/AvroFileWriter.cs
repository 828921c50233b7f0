using System.IO.Compression;
using System.Security.Cryptography;

namespace Waybill.Lake.Avro;

/// <summary>Builds an Avro container file in memory, codec deflate.</summary>
/// <remarks>
/// <code>
/// file   = "Obj" 0x01, metadata map (string → bytes), sync marker (16 bytes), block*
/// block  = record count, size of the deflated data, deflated data (RFC 1951), sync marker
/// </code>
/// The sync marker is a hash of the content instead of a random number, so equal content gives equal files. A file without
/// records has no block, because some readers stop at an empty one.
/// </remarks>
internal sealed class AvroFileWriter
{
    private const int RecordsPerBlock = 8192;
    private static readonly byte[] Magic = [(byte)'O', (byte)'b', (byte)'j', 1];

    private readonly AvroBuffer _header = new();
    private readonly AvroBuffer _block = new();
    private readonly List<(int Records, byte[] Data)> _blocks = [];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _records;

    /// <param name="metadata">Entries of the header in the order in which they are written; avro.codec is added.</param>
    public AvroFileWriter(IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        _header.Raw(Magic);
        _header.Long(metadata.Count + 1);
        foreach (var (key, value) in metadata.Append(KeyValuePair.Create("avro.codec", "deflate")))
        {
            _header.Text(key);
            _header.Text(value);
        }

        _header.Long(0);
        _hash.AppendData(_header.Written);
    }

    /// <summary>Where the next record is written; call <see cref="EndRecord"/> behind it.</summary>
    public AvroBuffer Record => _block;

    public void EndRecord()
    {
        if (++_records == RecordsPerBlock)
        {
            EndBlock();
        }
    }

    public byte[] ToArray()
    {
        EndBlock();
        var sync = _hash.GetHashAndReset().AsSpan(0, 16);
        var file = new AvroBuffer();
        file.Raw(_header.Written);
        file.Raw(sync);
        foreach (var (records, data) in _blocks)
        {
            file.Long(records);
            file.Bytes(data);
            file.Raw(sync);
        }

        _hash.Dispose();
        return file.Written.ToArray();
    }

    private void EndBlock()
    {
        if (_records == 0)
        {
            return;
        }

        _hash.AppendData(_block.Written);
        using var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(_block.Written);
        }

        _blocks.Add((_records, compressed.ToArray()));
        _block.Clear();
        _records = 0;
    }
}
