using Microsoft.Win32.SafeHandles;
using Waybill.Events;

namespace Waybill.Connectors.Reading;

/// <summary>
/// The bytes of a segment, read into their place piece by piece as they are needed, so that they are parsed while they
/// are in the cache. A last line without line end gets one behind the end.
/// </summary>
internal sealed unsafe class SegmentBytes : IDisposable
{
    private readonly FileSegment _segment;
    private readonly ReadLimits _limits;
    private readonly SafeFileHandle _handle;
    private int _loaded;
    private int _total;

    /// <summary>Opens the file and makes sure that it is still the one that was surveyed.</summary>
    internal SegmentBytes(SurveyedFile file, FileSegment segment, byte* data, ReadLimits limits)
    {
        File = file;
        Data = data;
        Line = segment.FirstLine;
        _segment = segment;
        _limits = limits;
        _total = (int)segment.Length;
        _handle = System.IO.File.OpenHandle(
            file.ReadPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        CheckUnchanged();
    }

    internal SurveyedFile File { get; }

    internal byte* Data { get; }

    /// <summary>Offset in <see cref="Data"/> of the next record.</summary>
    internal int Cursor { get; set; }

    /// <summary>Physical line of the next record.</summary>
    internal long Line { get; set; }

    internal byte* DataEnd => Data + _loaded;

    /// <summary>True when all of the segment is loaded.</summary>
    internal bool IsEnd => _loaded == _total;

    internal bool IsRead => Cursor >= _total;

    internal long OffsetOf(int position) => _segment.Offset + position;

    /// <summary>Makes a block's worth of bytes ready and returns the block's end.</summary>
    internal int EnsureBlock()
    {
        while (_loaded - Cursor < _limits.BlockBytes && !IsEnd)
        {
            LoadMore();
        }

        return Math.Min(_loaded, Cursor + _limits.BlockBytes);
    }

    internal void LoadMore()
    {
        var wanted = (int)Math.Min(_limits.ReadBytes, _segment.Length - _loaded);
        var count = RandomAccess.Read(_handle, new Span<byte>(Data + _loaded, wanted), _segment.Offset + _loaded);
        if (count == 0)
        {
            throw Changed();
        }

        _loaded += count;
        if (_loaded == _segment.Length)
        {
            CheckUnchanged();
            if (Data[_loaded - 1] != (byte)'\n')
            {
                Data[_loaded++] = (byte)'\n';
                _total++;
            }
        }
    }

    public void Dispose() => _handle.Dispose();

    private void CheckUnchanged()
    {
        if (RandomAccess.GetLength(_handle) != File.ReadBytes
            || System.IO.File.GetLastWriteTimeUtc(_handle) != File.ReadModifiedUtc)
        {
            throw Changed();
        }
    }

    private WaybillException Changed() => new(
        WaybillErrorKind.BadInput,
        $"The file '{File.Name}' changed while it was read",
        "Let the sender write under a name that ends in .part and rename the file when it is complete; then run again.");
}
