using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Waybill.Connectors.Reading;
using Waybill.DuckDb;

namespace Waybill.Connectors.Json;

/// <summary>
/// The elements of a segment as rows: each key's value as text, as it stands in the file (numbers keep all their
/// digits, strings lose their quotes and escapes), null when it is absent or null; and the whole element.
/// </summary>
internal sealed unsafe class JsonSegmentReader : JsonWalker, ISegmentReader
{
    private readonly SegmentBytes _bytes;
    private readonly RowSchema _schema;
    private readonly TextArena _arena;
    private readonly RejectSink _rejects;
    private readonly ElementScanner _scanner;
    private readonly JsonNode _root;
    private readonly int[] _columns;
    private readonly int _json;
    private readonly TextCell _fileCell;
    private byte* _element;
    private ChunkWriter? _chunk;
    private int _row;

    internal JsonSegmentReader(JsonLayout layout, SegmentBytes bytes, ReadTarget target)
    {
        _bytes = bytes;
        _schema = target.Schema;
        _arena = target.Arena;
        _rejects = target.Rejects;
        _scanner = new ElementScanner(layout.IsLines, target.Limits.MaxRecordBytes, layout.FirstKey);
        _root = layout.Root.Copy();
        _columns = [.. layout.Columns.Select(c => _schema.IndexOf(c.Column, c.Name))];
        _json = layout.KeepsElement ? _schema.IndexOf(-1, MetaColumns.Json) : -1;
        _fileCell = _arena.Add(Encoding.UTF8.GetBytes(bytes.File.Name));
    }

    public int Fill(ChunkWriter chunk)
    {
        _chunk = chunk;
        for (var column = 0; column < _schema.TextCount; column++)
        {
            chunk.SetAllNull(column, chunk.Capacity);
        }

        _row = 0;
        while (_row < chunk.Capacity)
        {
            var scan = _scanner.Scan(_bytes.Data + _bytes.Cursor, _bytes.DataEnd, _bytes.IsEnd);
            MoveTo(scan.Start);
            if (scan.Outcome == ElementOutcome.End)
            {
                break;
            }

            if (scan.Outcome == ElementOutcome.NeedsMore)
            {
                _bytes.LoadMore();
                continue;
            }

            Read(chunk, scan);
            MoveTo(scan.End);
        }

        return _row;
    }

    public void Dispose() => _bytes.Dispose();

    /// <summary>Reading knows all keys from the survey.</summary>
    protected override JsonNode? Unknown(JsonNode parent, ref Utf8JsonReader reader) => null;

    protected override void Value(JsonNode node, ref Utf8JsonReader reader, int start, int end)
    {
        if (node.Column < 0)
        {
            return;
        }

        var column = _columns[node.Column];
        if (reader.TokenType == JsonTokenType.Null)
        {
            _chunk!.SetNull(column, _row); // set while elements are walked; the key may have come before
            return;
        }

        var cell = reader.TokenType != JsonTokenType.String ? TextCell.Pinned(_element + start, end - start)
            : reader.ValueIsEscaped ? Unescape(ref reader)
            : TextCell.Pinned(_element + start + 1, end - start - 2);
        _chunk!.TextCells(column)[_row] = cell; // set while elements are walked
        _chunk.SetValid(column, _row);
    }

    private TextCell Unescape(ref Utf8JsonReader reader)
    {
        var text = new byte[reader.ValueSpan.Length];
        return _arena.Add(text.AsSpan(0, reader.CopyString(text)));
    }

    private void MoveTo(nint place)
    {
        var position = (int)((byte*)place - _bytes.Data);
        _bytes.Line += new ReadOnlySpan<byte>(_bytes.Data + _bytes.Cursor, position - _bytes.Cursor).Count((byte)'\n');
        _bytes.Cursor = position;
    }

    private void Read(ChunkWriter chunk, ElementScan scan)
    {
        var raw = new ReadOnlySpan<byte>((byte*)scan.Start, (int)(scan.End - scan.Start));
        if (scan.Outcome == ElementOutcome.Broken)
        {
            Reject(RejectRules.BadJson, "the element's brackets or quotes do not match", raw);
            return;
        }

        if (_json < 0 && raw[0] != (byte)'{')
        {
            Reject(RejectRules.BadJson, "the element is no object, so it has no columns", raw);
            return;
        }

        var isUtf8 = Utf8.IsValid(raw);
        if (!isUtf8 && _bytes.File.Utf16 is not null)
        {
            Reject(RejectRules.BadEncoding, "the element holds half a UTF-16 character", raw);
            return;
        }

        var text = isUtf8 ? raw : _arena.AddUtf8(raw);
        fixed (byte* element = text)
        {
            // Native memory: the pointer outlives the statement.
            _element = element;
            try
            {
                Walk(_root, text);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                Reject(RejectRules.BadJson, $"the element is no JSON: {e.Message}", raw);
                ForgetRow(chunk);
                return;
            }

            if (_json >= 0)
            {
                chunk.TextCells(_json)[_row] = TextCell.Pinned(element, text.Length);
                chunk.SetValid(_json, _row);
            }
        }

        FillOrigin(chunk, raw);
        _row++;
    }

    private void FillOrigin(ChunkWriter chunk, ReadOnlySpan<byte> raw)
    {
        chunk.TextCells(_schema.File)[_row] = _fileCell;
        chunk.Int64(_schema.Line)[_row] = _bytes.Line;
        chunk.Int64(_schema.Hash)[_row] = (long)XxHash64.HashToUInt64(raw);
        chunk.Int64(_schema.LandedAt)[_row] = _bytes.File.LandedAtMicros;
        chunk.TextCells(_schema.Raw)[_row] = _bytes.File.Utf16 is { } utf16
            ? _arena.Add(Utf16Transcoder.ToOriginal(raw, utf16))
            : TextCell.Pinned(_bytes.Data + _bytes.Cursor, raw.Length);
    }

    private void ForgetRow(ChunkWriter chunk)
    {
        foreach (var column in _columns)
        {
            chunk.SetNull(column, _row);
        }
    }

    private void Reject(string rule, string detail, ReadOnlySpan<byte> raw) =>
        _rejects.Add(_bytes.File, rule, detail, _bytes.Line, _bytes.OffsetOf(_bytes.Cursor), raw);
}
