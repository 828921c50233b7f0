using System.Buffers.Binary;
using Waybill.Connectors.Files;
using Waybill.Events;
using Waybill.Events.Hashing;
using Waybill.Events.Text;
using XxHash3 = System.IO.Hashing.XxHash3;

namespace Waybill.Cli.Simulate;

/// <summary>Reads what <see cref="CellStateWriter"/> wrote, cell by cell, and checks it.</summary>
internal sealed class CellStateReader : IDisposable
{
    private readonly string _path;
    private readonly bool _hasOlderChecksums;
    private readonly FileStream _file;
    private readonly byte[] _header = new byte[CellStateWriter.FrameHeaderLength];

    public CellStateReader(string path)
    {
        _path = path;
        _file = FileErrors.Guard(path, () => new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan));
        Span<byte> magic = stackalloc byte[CellStateWriter.Magic.Length];
        bool isWhole = _file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length;
        _hasOlderChecksums = isWhole && magic.SequenceEqual("WBCELLS2"u8);
        if (isWhole && magic.SequenceEqual("WBCELLS1"u8))
        {
            throw new WaybillException(
                WaybillErrorKind.BadInput,
                $"{_path} was written by an older Waybill, which kept late rows in another form.",
                "Go on with the older Waybill that wrote it, or start another world in an empty workspace.");
        }

        if (!_hasOlderChecksums && (!isWhole || !magic.SequenceEqual(CellStateWriter.Magic)))
        {
            throw Damaged("it does not begin as a file of cells does");
        }
    }

    /// <summary>Reads the next state, which must be this cell's.</summary>
    /// <returns>What <see cref="Check"/> needs.</returns>
    public ulong Read(int cell, ByteBuffer state)
    {
        if (_file.ReadAtLeast(_header, _header.Length, throwOnEndOfStream: false) < _header.Length)
        {
            throw Damaged($"it ends before cell {cell}");
        }

        int found = BinaryPrimitives.ReadInt32LittleEndian(_header);
        int length = BinaryPrimitives.ReadInt32LittleEndian(_header.AsSpan(4));
        if (found != cell || length < 0 || length > _file.Length - _file.Position)
        {
            throw Damaged($"{length} bytes of cell {found} stand where cell {cell} is expected");
        }

        state.Clear();
        _file.ReadExactly(state.GetSpan(length)[..length]);
        state.Advance(length);
        return BinaryPrimitives.ReadUInt64LittleEndian(_header.AsSpan(8));
    }

    /// <summary>Compares a state with the checksum that came with it.</summary>
    public void Check(int cell, ByteBuffer state, ulong checksum)
    {
        ulong found = _hasOlderChecksums ? XxHash64.Hash(state.Written) : XxHash3.HashToUInt64(state.Written);
        if (found != checksum)
        {
            throw Damaged($"the checksum of cell {cell} differs");
        }
    }

    public void Dispose() => _file.Dispose();

    private WaybillException Damaged(string how) => new(
        WaybillErrorKind.Corrupt,
        $"{_path} is damaged: {how}.",
        "Restore state/world from a copy, or start a new world in an empty workspace.");
}
