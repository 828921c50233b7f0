using System.Buffers.Binary;

namespace Waybill.Connectors.Capture;

/// <summary>
/// Reads what <c>COPY … TO STDOUT (FORMAT BINARY)</c> sends (PostgreSQL's manual, "COPY", Binary Format).
/// <code>
/// signature (11) flags (4) length (4) extension | fields (2) (length (4) bytes)* … | -1 (2)       a length of -1 is null
/// </code>
/// </summary>
internal sealed class CopyRows(Stream stream)
{
    private const int FirstBuffer = 1 << 20;
    private const int FixedHeader = 19;

    private byte[] _buffer = new byte[FirstBuffer];
    private int _start;
    private int _end;
    private bool _isStarted;

    /// <summary>Holds the values of the last row.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer;

    /// <summary>Reads the next row. False when there is none.</summary>
    public async ValueTask<bool> NextAsync(RowImage row, CancellationToken ct)
    {
        if (!_isStarted)
        {
            await NeedAsync(FixedHeader, ct).ConfigureAwait(false);
            var extension = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start + FixedHeader - sizeof(int)));
            await NeedAsync(FixedHeader + extension, ct).ConfigureAwait(false);
            _start += FixedHeader + extension;
            _isStarted = true;
        }

        while (true)
        {
            var length = Parse(row, out var isEnd);
            if (length > 0)
            {
                _start += length;
                return !isEnd;
            }

            await NeedAsync(_end - _start + 1, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Length of the row that lies at the start; 0 when it is not whole yet.</summary>
    private int Parse(RowImage row, out bool isEnd)
    {
        isEnd = false;
        var at = _start;
        if (_end - at < sizeof(short))
        {
            return 0;
        }

        int count = BinaryPrimitives.ReadInt16BigEndian(_buffer.AsSpan(at));
        at += sizeof(short);
        isEnd = count < 0;
        row.Reserve(Math.Max(count, 0));
        for (var i = 0; i < count; i++)
        {
            if (_end - at < sizeof(int))
            {
                return 0;
            }

            var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(at));
            at += sizeof(int);
            if (length < 0)
            {
                row.AddNull();
                continue;
            }

            if (_end - at < length)
            {
                return 0;
            }

            row.AddValue(at, length);
            at += length;
        }

        return at - _start;
    }

    private async ValueTask NeedAsync(int bytes, CancellationToken ct)
    {
        while (_end - _start < bytes)
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                _end -= _start;
                _start = 0;
            }

            if (_end == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }

            var read = await stream.ReadAsync(_buffer.AsMemory(_end), ct).ConfigureAwait(false);
            _end += read > 0 ? read : throw new EndOfStreamException("the copy ended within a row");
        }
    }
}
