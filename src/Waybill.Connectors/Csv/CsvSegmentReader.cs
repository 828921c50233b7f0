using System.IO.Hashing;
using System.Runtime.CompilerServices;
using Waybill.Connectors.Reading;
using Waybill.DuckDb;

namespace Waybill.Connectors.Csv;

/// <summary>Fills chunks with the rows of one segment, column by column for as many rows as a block has.</summary>
internal sealed unsafe class CsvSegmentReader : ISegmentReader
{
    private readonly SegmentBytes _bytes;
    private readonly RowSchema _schema;
    private readonly TextArena _arena;
    private readonly RowBlock _block;
    private readonly byte _delimiter;
    private readonly int[] _columns;
    private readonly int[] _absent;
    private readonly bool _keepsRaw;
    private readonly TextCell _fileCell;
    private int _taken;
    private int _slowTaken;

    internal CsvSegmentReader(CsvLayout layout, SegmentBytes bytes, ReadTarget target)
    {
        _bytes = bytes;
        _schema = target.Schema;
        _arena = target.Arena;
        _block = new RowBlock(layout, target.Limits, target.Arena, target.Rejects);
        _delimiter = layout.Delimiter;
        _columns = [.. layout.Fields.Select(f => _schema.IndexOf(f.Column, f.Name))];
        _absent = [.. Enumerable.Range(0, _schema.TextCount).Except(_columns)];
        _keepsRaw = !layout.IsPlain || bytes.File.Utf16 is not null;
        _fileCell = _arena.Add(System.Text.Encoding.UTF8.GetBytes(bytes.File.Name));
    }

    public int Fill(ChunkWriter chunk)
    {
        var rows = 0;
        while (rows < chunk.Capacity && HasRows())
        {
            var count = Math.Min(chunk.Capacity - rows, _block.Rows - _taken);
            FillTexts(chunk, rows, count);
            FillOrigin(chunk, rows, count);
            FillSlowRows(chunk, rows, count);
            _taken += count;
            rows += count;
        }

        if (rows > 0)
        {
            foreach (var column in _absent)
            {
                chunk.SetAllNull(column, rows);
            }
        }

        return rows;
    }

    public void Dispose()
    {
        _block.Dispose();
        _bytes.Dispose();
    }

    private bool HasRows()
    {
        while (_taken == _block.Rows)
        {
            if (_bytes.IsRead && _bytes.IsEnd)
            {
                return false;
            }

            _block.Read(_bytes, _delimiter);
            _taken = 0;
            _slowTaken = 0;
        }

        return true;
    }

    private void FillTexts(ChunkWriter chunk, int row, int count)
    {
        var bases = _block.Bases.Slice(_taken, count);
        for (var field = 0; field < _columns.Length; field++)
        {
            FillColumn(chunk.TextCells(_columns[field]) + row, _bytes.Data, _block.Marks + field, bases);
        }

        // Only the last field can hold the CR of a line end.
        var last = _columns.Length - 1;
        var hasReturn = _block.HasReturn.Slice(_taken, count);
        if (hasReturn.Contains(true))
        {
            var cells = chunk.TextCells(_columns[last]) + row;
            for (var i = 0; i < count; i++)
            {
                if (hasReturn[i] && cells[i].Length > 0)
                {
                    cells[i] = TextCell.PinnedReadable(_bytes.Data + _block.Marks[bases[i] + last - 1] + 1, cells[i].Length - 1);
                }
            }
        }
    }

    /// <summary>A field lies between the mark before it and its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillColumn(TextCell* cells, byte* data, int* marks, ReadOnlySpan<int> bases)
    {
        for (var i = 0; i < bases.Length; i++)
        {
            var mark = marks + bases[i];
            var start = mark[-1] + 1;
            cells[i] = TextCell.PinnedReadable(data + start, mark[0] - start);
        }
    }

    private void FillOrigin(ChunkWriter chunk, int row, int count)
    {
        new Span<TextCell>(chunk.TextCells(_schema.File) + row, count).Fill(_fileCell);
        chunk.Int64(_schema.LandedAt).Slice(row, count).Fill(_bytes.File.LandedAtMicros);
        _block.Lines.Slice(_taken, count).CopyTo(chunk.Int64(_schema.Line)[row..]);

        var hashes = chunk.Int64(_schema.Hash).Slice(row, count);
        var bases = _block.Bases.Slice(_taken, count);
        var hasReturn = _block.HasReturn.Slice(_taken, count);
        var fields = _columns.Length;
        for (var i = 0; i < count; i++)
        {
            if (bases[i] == RowBlock.StandIn)
            {
                continue;
            }

            var mark = _block.Marks + bases[i];
            var start = mark[-1] + 1;
            var length = mark[fields - 1] - start;
            hashes[i] = (long)XxHash64.HashToUInt64(new ReadOnlySpan<byte>(_bytes.Data + start, hasReturn[i] ? length - 1 : length));
            FillRaw(chunk, row + i, start, length, _keepsRaw || hasReturn[i]);
        }
    }

    private void FillRaw(ChunkWriter chunk, int row, int start, int length, bool isKept)
    {
        if (!isKept)
        {
            chunk.SetNull(_schema.Raw, row);
        }
        else if (_bytes.File.Utf16 is { } utf16)
        {
            var original = Utf16Transcoder.ToOriginal(new ReadOnlySpan<byte>(_bytes.Data + start, length), utf16);
            chunk.TextCells(_schema.Raw)[row] = _arena.Add(original);
        }
        else
        {
            chunk.SetBlobPinned(_schema.Raw, row, _bytes.Data + start, length);
        }
    }

    /// <summary>Writes over the stand-ins of rows that were scanned carefully.</summary>
    private void FillSlowRows(ChunkWriter chunk, int row, int count)
    {
        var slowRows = _block.SlowRows;
        for (; _slowTaken < slowRows.Length && slowRows[_slowTaken].Row < _taken + count; _slowTaken++)
        {
            var slow = slowRows[_slowTaken];
            var to = row + slow.Row - _taken;
            var cells = _block.SlowCells.Slice(slow.FirstCell, _columns.Length);
            for (var field = 0; field < cells.Length; field++)
            {
                chunk.TextCells(_columns[field])[to] = cells[field];
            }

            var length = slow.End - slow.Start;
            var withoutReturn = length > 0 && _bytes.Data[slow.End - 1] == (byte)'\r' ? length - 1 : length;
            chunk.Int64(_schema.Hash)[to] = (long)XxHash64.HashToUInt64(new ReadOnlySpan<byte>(_bytes.Data + slow.Start, withoutReturn));
            FillRaw(chunk, to, slow.Start, length, _keepsRaw || slow.IsRawKept);
        }
    }
}
