using System.Globalization;
using Waybill.Connectors.Hashing;
using Waybill.Connectors.Reading;

namespace Waybill.Connectors.Csv;

/// <summary>
/// Walks over a file's lines and finds where records start. Lines without quotes are only counted; a line with a quote
/// is given to <see cref="RecordScanner"/>, the same judge that the reader has, so that both agree on every record.
/// </summary>
internal sealed unsafe class BodySurvey(FileToRead file, ReadWindow window, ReadLimits limits)
{
    private const byte LineFeed = (byte)'\n';

    private readonly List<FileSegment> _segments = [];
    private readonly List<Reject> _rejects = [];
    private RecordScanner _scanner;
    private long _line = 1;
    private long _segmentStart;
    private long _segmentLine;

    internal IReadOnlyList<FileSegment> Segments => _segments;

    internal IReadOnlyList<Reject> Rejects => _rejects;

    /// <summary>False when nothing but blank lines is left.</summary>
    internal bool SkipBlankLines()
    {
        while (window.Length > 0 || window.More())
        {
            if (*window.Data is not LineFeed and not (byte)'\r')
            {
                return true;
            }

            _line += *window.Data == LineFeed ? 1 : 0;
            window.Advance(1);
        }

        return false;
    }

    /// <summary>The line at hand without its line feed; cut when it is longer than a reject may be.</summary>
    internal ReadOnlySpan<byte> FirstLine()
    {
        while (true)
        {
            var length = window.Bytes.IndexOf(LineFeed);
            if (length >= 0)
            {
                return window.Bytes[..length];
            }

            if (window.Length > limits.MaxRejectBytes || !window.More())
            {
                return window.Bytes;
            }
        }
    }

    internal void EndHeader(int length)
    {
        window.Advance(Math.Min(length + 1, window.Length));
        _line++;
    }

    internal void RefuseFile(ReadOnlySpan<byte> firstLine, string problem) =>
        _rejects.Add(Describe(
            RejectRules.BadHeader, $"{file.Name}, line {_line}: {problem}", 0, window.Offset, firstLine, firstLine.Length,
            XxHash64.Hash(firstLine)));

    internal void Run(CsvLayout layout)
    {
        _scanner = new RecordScanner(layout.Delimiter, layout.Fields.Count, limits.MaxRecordBytes);
        _segmentStart = window.Offset;
        _segmentLine = _line;
        while (window.Length > 0 || window.More())
        {
            Step();
            CutAfter(limits.PartBytes);
        }

        CutAfter(1);
    }

    /// <summary>Moves on by one record or by many lines without quotes, or reads more.</summary>
    private void Step()
    {
        var bytes = window.Bytes;
        var first = bytes.IndexOf(LineFeed);
        if (first > limits.MaxRecordBytes || (first < 0 && bytes.Length > limits.MaxRecordBytes))
        {
            LongLine();
            return;
        }

        if (first < 0)
        {
            if (!window.More())
            {
                window.Advance(bytes.Length); // the last line has no line end
                _line++;
            }

            return;
        }

        var quote = bytes.IndexOf((byte)'"');
        var last = bytes[..(quote < 0 ? bytes.Length : quote)].LastIndexOf(LineFeed);
        if (last >= 0)
        {
            // Behind the first line of a window that has grown this large may stand one that is too long.
            PlainLines(bytes.Length > limits.MaxRecordBytes ? first + 1 : last + 1);
            return;
        }

        var scan = _scanner.Scan(window.Data, window.Data + bytes.Length, window.IsEnd, []);
        if (scan.Outcome == RecordOutcome.NeedsMore)
        {
            window.More();
            return;
        }

        _line += scan.Lines;
        window.Advance((int)((byte*)scan.Next - window.Data));
    }

    private void PlainLines(int length)
    {
        var cut = _segmentStart + limits.PartBytes - window.Offset;
        if (cut <= length)
        {
            // The segment ends behind the first line that reaches its size.
            var from = (int)Math.Max(cut - 1, 0);
            length = from + window.Bytes[from..length].IndexOf(LineFeed) + 1;
        }

        _line += window.Bytes[..length].Count(LineFeed);
        window.Advance(length);
    }

    private void CutAfter(long bytes)
    {
        var length = window.Offset - _segmentStart;
        if (length >= bytes)
        {
            _segments.Add(new FileSegment(_segmentStart, length, _segmentLine));
            _segmentStart = window.Offset;
            _segmentLine = _line;
        }
    }

    /// <summary>Reads over a line that is too long, keeping only its beginning.</summary>
    private void LongLine()
    {
        CutAfter(1);
        var offset = window.Offset;
        var line = new LongPiece(limits);
        int end;
        while ((end = window.Bytes.IndexOf(LineFeed)) < 0)
        {
            line.Append(window.Bytes);
            window.Advance(window.Length);
            if (!window.More())
            {
                break;
            }
        }

        if (end >= 0)
        {
            line.Append(window.Bytes[..end]);
            window.Advance(end);
        }

        var detail = string.Create(
            CultureInfo.InvariantCulture, $"the line has {line.Length} bytes; at most {limits.MaxRecordBytes} are read");
        _rejects.Add(Describe(RejectRules.LineTooLong, detail, _line, offset, line.Kept, line.Length, line.Hash));
        window.Advance(end >= 0 ? 1 : 0);
        _line++;
        _segmentStart = window.Offset;
        _segmentLine = _line;
    }

    private Reject Describe(
        string rule, string detail, long line, long offset, ReadOnlySpan<byte> raw, long length, ulong hash) =>
        new(rule, detail, file.Name, line, offset, raw[..limits.KeptOf(raw.Length)].ToArray(), length, hash, file.LandedAtMicros);
}
