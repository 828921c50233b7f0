using Waybill.DuckDb;

namespace Waybill.Connectors.Reading;

/// <summary>
/// The rows of a part as a DuckDB table source. All bytes of the part stay in one buffer until the scan has ended, and
/// cells point into it.
/// </summary>
internal sealed unsafe class PartTableSource : ITableSource
{
    private readonly FilePart _part;
    private readonly ReadTarget _target;
    private readonly NativeBufferPool _pool;
    private readonly TextArena _arena = new();
    private readonly NativeBuffer _buffer;
    private ISegmentReader? _reader;
    private long _used;
    private int _next;
    private bool _isDisposed;

    internal PartTableSource(FilePart part, RowSchema schema, ReadLimits limits, NativeBufferPool pool, RejectSink rejects)
    {
        _part = part;
        _target = new ReadTarget(schema, limits, _arena, rejects);
        _pool = pool;
        _buffer = pool.Rent(part.Segments.Sum(s => RoomFor(s.File, s.Segment)));
    }

    public int Fill(ChunkWriter chunk)
    {
        while (_reader is not null || OpenNext())
        {
            var rows = _reader!.Fill(chunk); // opened above
            if (rows > 0)
            {
                return rows;
            }

            _reader.Dispose();
            _reader = null;
        }

        return 0;
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _reader?.Dispose();
            _arena.Dispose();
            _pool.Return(_buffer);
        }
    }

    /// <summary>A byte for a line feed that is missing, and what reading touches behind the end.</summary>
    private static long RoomFor(SurveyedFile file, FileSegment segment) =>
        segment.Length + 1 + LayoutOf(file).Padding;

    private static IFileLayout LayoutOf(SurveyedFile file) =>
        file.Body.Layout!; // segments exist only where there is a layout

    private bool OpenNext()
    {
        if (_next == _part.Segments.Count)
        {
            return false;
        }

        var (file, segment) = _part.Segments[_next++];
        var bytes = new SegmentBytes(file, segment, (byte*)_buffer.Start + _used, _target.Limits);
        _reader = LayoutOf(file).Open(bytes, _target);
        _used += RoomFor(file, segment);
        return true;
    }
}
