using System.Buffers.Binary;
using System.IO.Hashing;
using Waybill.Connectors.Files;

namespace Waybill.Cli.Simulate;

/// <summary>
/// Writes the cells' states one after the other, so that a world of any size passes through a small window:
/// <code>
/// file  = "WBCELLS3" frame*
/// frame = cell (int32) length (int32) XXH3 of the state (uint64) state (length bytes); little-endian
/// </code>
/// </summary>
internal sealed class CellStateWriter : IDisposable
{
    public const int FrameHeaderLength = 16;
    private readonly StagedFile _file;
    private readonly byte[] _header = new byte[FrameHeaderLength];

    public CellStateWriter(string root, string path)
    {
        // Each state has its own checksum.
        _file = new StagedFile(root, path) { IsHashed = false };
        _file.Append(Magic);
    }

    public static ReadOnlySpan<byte> Magic => "WBCELLS3"u8;

    public void Append(int cell, ReadOnlySpan<byte> state)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_header, cell);
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(4), state.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(_header.AsSpan(8), XxHash3.HashToUInt64(state));
        _file.Append(_header);
        _file.Append(state);
    }

    public void Complete() => _file.Flush();

    public void Publish() => _file.Publish();

    public void Dispose() => _file.Dispose();
}
