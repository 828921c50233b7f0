using System.IO.Hashing;

namespace Waybill.Connectors.Reading;

/// <summary>What surveys of all formats do: count lines, divide the file, collect what is lost.</summary>
internal abstract class BodySurvey(FileToRead file, ReadWindow window, ReadLimits limits)
{
    protected const byte LineFeed = (byte)'\n';

    private readonly List<FileSegment> _segments = [];
    private readonly List<Reject> _rejects = [];
    private long _segmentStart;
    private long _segmentLine;

    internal IReadOnlyList<FileSegment> Segments => _segments;

    internal IReadOnlyList<Reject> Rejects => _rejects;

    protected FileToRead File => file;

    protected ReadWindow Window => window;

    protected ReadLimits Limits => limits;

    /// <summary>Physical line of the first byte at hand.</summary>
    protected long Line { get; set; } = 1;

    /// <summary>Bytes until the segment has its size.</summary>
    protected long BytesToCut => _segmentStart + limits.PartBytes - window.Offset;

    protected void StartSegment()
    {
        _segmentStart = window.Offset;
        _segmentLine = Line;
    }

    /// <summary>Ends the segment before the window's first byte, when it has this many bytes.</summary>
    protected void CutAfter(long bytes)
    {
        var length = window.Offset - _segmentStart;
        if (length >= bytes)
        {
            _segments.Add(new FileSegment(_segmentStart, length, _segmentLine));
            StartSegment();
        }
    }

    /// <summary>Moves on over bytes at hand, counting their line ends.</summary>
    protected void Pass(int bytes)
    {
        Line += window.Bytes[..bytes].Count(LineFeed);
        window.Advance(bytes);
    }

    protected void AddReject(string rule, string detail, long line, long offset, LongPiece piece) =>
        AddReject(rule, detail, line, offset, piece.Kept, piece.Length, piece.Hash);

    protected void AddReject(string rule, string detail, long line, long offset, ReadOnlySpan<byte> raw) =>
        AddReject(rule, detail, line, offset, raw, raw.Length, XxHash64.HashToUInt64(raw));

    private void AddReject(
        string rule, string detail, long line, long offset, ReadOnlySpan<byte> raw, long length, ulong hash) =>
        _rejects.Add(new Reject(
            rule, detail, file.Name, line, offset, raw[..limits.KeptOf(raw.Length)].ToArray(), length, hash, file.LandedAtMicros));
}
