using System.Runtime.InteropServices;
using System.Text.Unicode;
using Waybill.Connectors.Reading;
using Waybill.DuckDb;

namespace Waybill.Connectors.Csv;

/// <summary>
/// The rows of one block of a segment. Rows without quotes, in UTF-8, are kept as places in the index; the others are
/// scanned carefully and keep their cells. The index begins with a row of empty fields that stands in for the latter:
/// <code>
///   marks:  | stand-in: n+1 entries | last mark before the block | marks of the block … | int.MaxValue … |
/// </code>
/// </summary>
internal sealed unsafe class RowBlock : IDisposable
{
    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';

    /// <summary>The base of rows that are among <see cref="SlowRows"/>.</summary>
    internal const int StandIn = 1;

    private readonly CsvLayout _layout;
    private readonly int _fields;
    private readonly StructuralIndex _index;
    private readonly RecordScanner _scanner;
    private readonly TextArena _arena;
    private readonly RejectSink _rejects;
    private readonly CsvField[] _scratch;
    private readonly List<TextCell> _slowCells = [];
    private readonly List<SlowRow> _slowRows = [];
    private readonly int[] _bases;
    private readonly long[] _lines;
    private readonly bool[] _hasReturn;

    internal RowBlock(CsvLayout layout, ReadLimits limits, TextArena arena, RejectSink rejects)
    {
        _layout = layout;
        _fields = layout.Fields.Count;
        _index = new StructuralIndex(limits.BlockBytes, FirstMark, _fields);
        _scanner = new RecordScanner(layout.Delimiter, _fields, limits.MaxRecordBytes);
        _arena = arena;
        _rejects = rejects;
        _scratch = new CsvField[_fields];
        _bases = new int[limits.BlockBytes];
        _lines = new long[limits.BlockBytes];
        _hasReturn = new bool[limits.BlockBytes];
    }

    internal int Rows { get; private set; }

    internal int* Marks => _index.Marks;

    internal ReadOnlySpan<int> Bases => _bases;

    internal ReadOnlySpan<long> Lines => _lines;

    /// <summary>True for rows from the index whose line ends with CR LF.</summary>
    internal ReadOnlySpan<bool> HasReturn => _hasReturn;

    internal ReadOnlySpan<SlowRow> SlowRows => CollectionsMarshal.AsSpan(_slowRows);

    internal ReadOnlySpan<TextCell> SlowCells => CollectionsMarshal.AsSpan(_slowCells);

    private int FirstMark => _fields + 2;

    /// <summary>Takes the next rows of a segment; there may be none although the segment goes on.</summary>
    internal void Read(SegmentBytes bytes, byte delimiter)
    {
        Rows = 0;
        _slowRows.Clear();
        _slowCells.Clear();
        var end = bytes.EnsureBlock();
        _index.Build(bytes.Data, bytes.Cursor, end, delimiter);
        PutStandIn(bytes.Cursor);
        if (_index.LineFeedCount == 0)
        {
            bytes.Cursor = ScanCarefully(bytes, bytes.Cursor);
            return;
        }

        var last = _index.LineFeeds[_index.LineFeedCount - 1] + 1;
        var block = new ReadOnlySpan<byte>(bytes.Data + bytes.Cursor, last - bytes.Cursor);
        Walk(bytes, isClean: Utf8.IsValid(block) && !block.Contains((byte)0));
    }

    public void Dispose() => _index.Dispose();

    private void PutStandIn(int cursor)
    {
        for (var i = 0; i < FirstMark - 1; i++)
        {
            _index.Marks[i] = cursor - 1 + i;
        }

        _index.Marks[FirstMark - 1] = cursor - 1;
    }

    private void Walk(SegmentBytes bytes, bool isClean)
    {
        int* marks = _index.Marks, lineFeeds = _index.LineFeeds;
        var quotes = new ReadOnlySpan<int>(_index.Quotes, _index.QuoteCount);
        var at = FirstMark;
        var quote = 0;
        var start = bytes.Cursor;
        for (var feed = 0; feed < _index.LineFeedCount;)
        {
            var lineEnd = lineFeeds[feed];
            if ((quote < quotes.Length && quotes[quote] < lineEnd) || (!isClean && !IsClean(bytes.Data, start, lineEnd)))
            {
                start = ScanCarefully(bytes, start);
                while (marks[at] < start)
                {
                    at++;
                }

                while (feed < _index.LineFeedCount && lineFeeds[feed] < start)
                {
                    feed++;
                }

                while (quote < quotes.Length && quotes[quote] < start)
                {
                    quote++;
                }

                continue;
            }

            if (marks[at + _fields - 1] == lineEnd && (_fields > 1 || !IsBlank(bytes.Data, start, lineEnd)))
            {
                _bases[Rows] = at;
                _lines[Rows] = bytes.Line;
                _hasReturn[Rows++] = lineEnd > start && bytes.Data[lineEnd - 1] == CarriageReturn;
                at += _fields;
            }
            else
            {
                var first = at;
                while (marks[at] != lineEnd)
                {
                    at++;
                }

                at++;
                RejectUnlessBlank(bytes, start, lineEnd, at - first);
            }

            bytes.Line++;
            start = lineEnd + 1;
            feed++;
        }

        bytes.Cursor = start;
    }

    /// <summary>Reads one record byte by byte and returns where the next starts.</summary>
    private int ScanCarefully(SegmentBytes bytes, int start)
    {
        if (IsBlankLine(bytes, start, out var next))
        {
            bytes.Line++;
            return next;
        }

        RecordScan scan;
        while ((scan = _scanner.Scan(bytes.Data + start, bytes.DataEnd, bytes.IsEnd, _scratch)).Outcome
            == RecordOutcome.NeedsMore)
        {
            bytes.LoadMore();
        }

        var end = (int)((byte*)scan.End - bytes.Data);
        var record = new ReadOnlySpan<byte>(bytes.Data + start, end - start);
        if (scan.Outcome != RecordOutcome.Row)
        {
            Reject(bytes, scan, start, end);
        }
        else if (record.Contains((byte)0))
        {
            _rejects.Add(bytes.File, RejectRules.NulByte, "the row holds a NUL byte", bytes.Line, bytes.OffsetOf(start), record);
        }
        else
        {
            AddSlowRow(bytes, start, end, scan.HasQuotes, record);
        }

        bytes.Line += scan.Lines;
        return (int)((byte*)scan.Next - bytes.Data);
    }

    private void AddSlowRow(SegmentBytes bytes, int start, int end, bool hasQuotes, ReadOnlySpan<byte> record)
    {
        var isUtf8 = Utf8.IsValid(record);
        if (!isUtf8 && bytes.File.Utf16 is not null)
        {
            _rejects.Add(
                bytes.File, RejectRules.BadEncoding, "the row holds half a UTF-16 character", bytes.Line,
                bytes.OffsetOf(start), record);
            return;
        }

        var isKept = hasQuotes || !isUtf8 || record.EndsWith(CarriageReturn);
        _slowRows.Add(new SlowRow(Rows, _slowCells.Count, start, end, isKept));
        foreach (var field in _scratch)
        {
            _slowCells.Add(isUtf8 && !field.HasEscapes
                ? TextCell.Pinned((byte*)field.Start, field.Length)
                : _arena.AddField(field, isUtf8));
        }

        _bases[Rows] = StandIn;
        _lines[Rows] = bytes.Line;
        _hasReturn[Rows++] = false;
    }

    private void RejectUnlessBlank(SegmentBytes bytes, int start, int end, int fields)
    {
        if (!IsBlank(bytes.Data, start, end))
        {
            Reject(bytes, new RecordScan { Outcome = RecordOutcome.Ragged, Fields = fields }, start, end);
        }
    }

    private void Reject(SegmentBytes bytes, RecordScan scan, int start, int end)
    {
        var (rule, detail) = CsvRejects.Describe(_layout, scan);
        var raw = new ReadOnlySpan<byte>(bytes.Data + start, end - start);
        _rejects.Add(bytes.File, rule, detail, bytes.Line, bytes.OffsetOf(start), raw);
    }

    private static bool IsBlankLine(SegmentBytes bytes, int start, out int next)
    {
        var rest = new ReadOnlySpan<byte>(bytes.Data + start, (int)(bytes.DataEnd - bytes.Data) - start);
        var length = rest.StartsWith(CarriageReturn) ? 1 : 0;
        next = start + length + 1;
        return length < rest.Length && rest[length] == LineFeed;
    }

    private static bool IsBlank(byte* data, int start, int end) =>
        end == start || (end == start + 1 && data[start] == CarriageReturn);

    private static bool IsClean(byte* data, int start, int end)
    {
        var line = new ReadOnlySpan<byte>(data + start, end - start);
        return Utf8.IsValid(line) && !line.Contains((byte)0);
    }
}
