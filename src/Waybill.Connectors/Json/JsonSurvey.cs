using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Waybill.Connectors.Reading;

namespace Waybill.Connectors.Json;

/// <summary>Walks over a file's elements: collects their keys and divides the file between them.</summary>
internal sealed unsafe class JsonSurvey(FileToRead file, ReadWindow window, ReadLimits limits, bool isLines, ColumnTarget? target)
    : BodySurvey(file, window, limits)
{
    private readonly JsonShape _shape = new();
    private bool _isArray;
    private byte _lastSeparator;

    internal string? Note { get; private set; }

    /// <summary>Null when the file is empty.</summary>
    internal JsonLayout? Run()
    {
        SkipBlanks();
        if (Window.Length == 0)
        {
            Note = "the file is empty";
            return null;
        }

        if (!isLines && *Window.Data == (byte)'[')
        {
            _isArray = true;
            Pass(1);
            SkipBlanks();
        }

        var firstKey = ReadFirstKey();
        var scanner = new ElementScanner(isLines, Limits.MaxRecordBytes, firstKey);
        StartSegment();
        while (Step(scanner))
        {
            CutAfter(Limits.PartBytes);
        }

        CutAfter(1);
        if (_isArray && _lastSeparator != (byte)']')
        {
            Note = "the array is not closed; the file may have been cut short";
        }

        var (root, names) = _shape.Finish(keepsAll: target is not null);
        if (target is null)
        {
            return new JsonLayout(isLines, firstKey, root, [.. names.Select(n => new MatchedColumn(n, -1))], KeepsElement: true);
        }

        var match = ColumnMatch.Of(names, target, _shape.AreTogether);
        if (names.Count > 0 && Problem(names, match, target) is { } problem)
        {
            AddReject(RejectRules.BadHeader, $"{File.Name}: {problem}", 0, 0, []);
            return null;
        }

        if (names.Count > 0)
        {
            Note ??= match.Remark;
        }

        return new JsonLayout(isLines, firstKey, root, match.Columns, KeepsElement: false);
    }

    private static string? Problem(IReadOnlyList<string> names, ColumnMatch match, ColumnTarget target)
    {
        if (match.Twice is { } twice)
        {
            return $"the keys '{twice.First}' and '{twice.Second}' both mean the column '{twice.Column}'; remove or rename one";
        }

        return match.Missing.Count == 0 ? null
            : $"no element has the required keys {string.Join(", ", match.Missing)} of feed '{target.Name}' "
                + $"(found: {string.Join(", ", names.Take(20).Select(n => n.Length > 40 ? n[..40] + "…" : n))}); "
                + "it must be one array with an object for each row, or be mapped with 'sources:'";
    }

    private bool Step(ElementScanner scanner)
    {
        var scan = scanner.Scan(Window.Data, Window.Data + Window.Length, Window.IsEnd);
        PassSeparators((int)((byte*)scan.Start - Window.Data));
        switch (scan.Outcome)
        {
            case ElementOutcome.End:
                return false;
            case ElementOutcome.NeedsMore:
                Window.More();
                return true;
            case ElementOutcome.TooLong:
                LongElement();
                return true;
            default:
                var length = (int)((byte*)scan.End - Window.Data);
                if (scan.Outcome == ElementOutcome.Element)
                {
                    AddToShape(Window.Bytes[..length]);
                }

                Pass(length);
                _lastSeparator = 0;
                return true;
        }
    }

    private void PassSeparators(int length)
    {
        var last = Window.Bytes[..length].LastIndexOfAny(",]"u8);
        _lastSeparator = last < 0 ? _lastSeparator : Window.Bytes[last];
        Pass(length);
    }

    private void AddToShape(ReadOnlySpan<byte> element) =>
        _shape.Add(Utf8.IsValid(element) ? element : Encoding.UTF8.GetBytes(Windows1252.Decode(element)));

    private void SkipBlanks()
    {
        while (Window.Length > 0 || Window.More())
        {
            var length = Window.Bytes.IndexOfAnyExcept(" \t\r\n"u8);
            Pass(length < 0 ? Window.Length : length);
            if (length >= 0)
            {
                return;
            }
        }
    }

    /// <summary>
    /// The first key of the element at hand, with its quotes, when it is an object with a simple key.
    /// </summary>
    private byte[]? ReadFirstKey()
    {
        while (Window.Length < Limits.ReadBytes && Window.More())
        {
        }

        if (Window.Length == 0 || *Window.Data != (byte)'{')
        {
            return null;
        }

        var bytes = Window.Bytes[1..].TrimStart(" \t\r\n"u8);
        var end = bytes.StartsWith((byte)'"') ? bytes[1..].IndexOf((byte)'"') : -1;
        return end > 0 && !bytes[..(end + 1)].ContainsAny((byte)'\\', LineFeed) ? bytes[..(end + 2)].ToArray() : null;
    }

    /// <summary>Reads over an element that is too long; when it has no end, over all the rest.</summary>
    private void LongElement()
    {
        CutAfter(1);
        var (line, offset) = (Line, Window.Offset);
        var piece = new LongPiece(Limits);
        var balance = default(BracketBalance);
        var isLost = !isLines && *Window.Data is not ((byte)'{' or (byte)'[' or (byte)'"');
        do
        {
            var bytes = Window.Bytes;
            var end = isLines ? bytes.IndexOf(LineFeed) : isLost ? -1 : balance.Feed(bytes);
            isLost |= balance.IsBroken;
            var taken = end < 0 ? bytes.Length : end;
            piece.Append(bytes[..taken]);
            Pass(taken);
            if (end >= 0)
            {
                break;
            }
        }
        while (Window.More());

        var detail = string.Create(
            CultureInfo.InvariantCulture,
            $"the element has {piece.Length} bytes{(isLost ? " or no end" : "")}; at most {Limits.MaxRecordBytes} are read");
        AddReject(RejectRules.LineTooLong, detail, line, offset, piece);
        _lastSeparator = 0;
        StartSegment();
    }
}
