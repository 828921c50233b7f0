using System.Globalization;
using Waybill.Connectors.Reading;

namespace Waybill.Connectors.Csv;

/// <summary>
/// Walks over a file's lines and finds where records start. Lines without quotes are only counted; a line with a quote
/// is given to <see cref="RecordScanner"/>, the same judge that the reader has, so that both agree on every record.
/// </summary>
internal sealed unsafe class CsvSurvey(FileToRead file, ReadWindow window, ReadLimits limits)
    : BodySurvey(file, window, limits)
{
    private RecordScanner _scanner;

    /// <summary>False when nothing but blank lines is left.</summary>
    internal bool SkipBlankLines()
    {
        while (Window.Length > 0 || Window.More())
        {
            if (*Window.Data is not LineFeed and not (byte)'\r')
            {
                return true;
            }

            Pass(1);
        }

        return false;
    }

    /// <summary>
    /// The line at hand without its line feed; when it is longer than a reject may be, as much as is at hand.
    /// </summary>
    internal ReadOnlySpan<byte> FirstLine()
    {
        while (true)
        {
            var length = Window.Bytes.IndexOf(LineFeed);
            if (length >= 0)
            {
                return Window.Bytes[..length];
            }

            if (Window.Length > Limits.MaxRejectBytes || !Window.More())
            {
                return Window.Bytes;
            }
        }
    }

    internal void EndHeader(int length) => Pass(Math.Min(length + 1, Window.Length));

    internal void RefuseFile(ReadOnlySpan<byte> firstLine, string problem) =>
        AddReject(RejectRules.BadHeader, $"{File.Name}, line {Line}: {problem}", 0, Window.Offset, firstLine);

    internal void Run(CsvLayout layout)
    {
        _scanner = new RecordScanner(layout.Delimiter, layout.Fields.Count, Limits.MaxRecordBytes);
        StartSegment();
        while (Window.Length > 0 || Window.More())
        {
            Step();
            CutAfter(Limits.PartBytes);
        }

        CutAfter(1);
    }

    /// <summary>Moves on by one record or by many lines without quotes, or reads more.</summary>
    private void Step()
    {
        var bytes = Window.Bytes;
        var first = bytes.IndexOf(LineFeed);
        if (first > Limits.MaxRecordBytes || (first < 0 && bytes.Length > Limits.MaxRecordBytes))
        {
            LongLine();
            return;
        }

        if (first < 0)
        {
            if (!Window.More())
            {
                Pass(bytes.Length); // the last line has no line end
            }

            return;
        }

        var quote = bytes.IndexOf((byte)'"');
        var last = bytes[..(quote < 0 ? bytes.Length : quote)].LastIndexOf(LineFeed);
        if (last >= 0)
        {
            // Behind the first line of a window that has grown this large may stand one that is too long.
            PlainLines(bytes.Length > Limits.MaxRecordBytes ? first + 1 : last + 1);
            return;
        }

        var scan = _scanner.Scan(Window.Data, Window.Data + bytes.Length, Window.IsEnd, []);
        if (scan.Outcome == RecordOutcome.NeedsMore)
        {
            Window.More();
            return;
        }

        Pass((int)((byte*)scan.Next - Window.Data));
    }

    private void PlainLines(int length)
    {
        if (BytesToCut <= length)
        {
            // The segment ends behind the first line that reaches its size.
            var from = (int)Math.Max(BytesToCut - 1, 0);
            length = from + Window.Bytes[from..length].IndexOf(LineFeed) + 1;
        }

        Pass(length);
    }

    /// <summary>Reads over a line that is too long, keeping only its beginning.</summary>
    private void LongLine()
    {
        CutAfter(1);
        var offset = Window.Offset;
        var line = new LongPiece(Limits);
        int end;
        while ((end = Window.Bytes.IndexOf(LineFeed)) < 0)
        {
            line.Append(Window.Bytes);
            Window.Advance(Window.Length);
            if (!Window.More())
            {
                break;
            }
        }

        if (end >= 0)
        {
            line.Append(Window.Bytes[..end]);
            Window.Advance(end);
        }

        var detail = string.Create(
            CultureInfo.InvariantCulture, $"the line has {line.Length} bytes; at most {Limits.MaxRecordBytes} are read");
        AddReject(RejectRules.LineTooLong, detail, Line, offset, line);
        Pass(end >= 0 ? 1 : 0);
        StartSegment();
    }
}
