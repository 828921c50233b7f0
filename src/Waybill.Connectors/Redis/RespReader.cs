using System.Buffers.Text;
using System.Text;

namespace Waybill.Connectors.Redis;

/// <summary>Reads answers (RESP2): <c>+text  -error  :number  $length text  *count items</c>.</summary>
internal sealed class RespReader(Stream stream)
{
    private byte[] _buffer = new byte[1 << 16];
    private int _from;
    private int _to;

    /// <exception cref="EndOfStreamException">The server closed the connection.</exception>
    /// <exception cref="InvalidDataException">What came is no answer of a Redis server.</exception>
    public async ValueTask<RedisReply> ReadAsync(CancellationToken cancellation)
    {
        var length = await LineAsync(cancellation).ConfigureAwait(false);
        var kind = _buffer[_from];
        var (start, body) = (_from + 1, length - 1);
        _from += length + 2;
        switch (kind)
        {
            case (byte)'+':
                return _buffer.AsSpan(start, body).SequenceEqual("OK"u8) ? RedisReply.Ok : new RedisReply(Text(start, body), 0, null, false);
            case (byte)'-':
                return new RedisReply(Text(start, body), 0, null, true);
            case (byte)':':
                return new RedisReply(null, Number(start, body), null, false);
            case (byte)'$':
                return await BulkAsync((int)Number(start, body), cancellation).ConfigureAwait(false);
            case (byte)'*':
                return await ArrayAsync((int)Number(start, body), cancellation).ConfigureAwait(false);
            default:
                throw new InvalidDataException("it is no Redis server");
        }
    }

    private async ValueTask<RedisReply> BulkAsync(int length, CancellationToken cancellation)
    {
        if (length < 0)
        {
            return new RedisReply(null, 0, null, false);
        }

        while (_to - _from < length + 2)
        {
            await FillAsync(length + 2, cancellation).ConfigureAwait(false);
        }

        var text = Text(_from, length);
        _from += length + 2;
        return new RedisReply(text, 0, null, false);
    }

    private async ValueTask<RedisReply> ArrayAsync(int count, CancellationToken cancellation)
    {
        var items = new List<RedisReply>();
        for (var i = 0; i < count; i++)
        {
            items.Add(await ReadAsync(cancellation).ConfigureAwait(false));
        }

        return new RedisReply(null, 0, count < 0 ? null : items, false);
    }

    /// <summary>Waits for a whole line.</summary>
    /// <returns>Its length without the end.</returns>
    private async ValueTask<int> LineAsync(CancellationToken cancellation)
    {
        const int LongestLine = 1 << 16;
        while (true)
        {
            var end = _buffer.AsSpan(_from, _to - _from).IndexOf("\r\n"u8);
            if (end > 0)
            {
                return end;
            }

            if (end == 0 || _to - _from > LongestLine)
            {
                throw new InvalidDataException("it is no Redis server");
            }

            await FillAsync(1, cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask FillAsync(int wanted, CancellationToken cancellation)
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }

        if (_to == _buffer.Length || wanted > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, wanted));
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_to), cancellation).ConfigureAwait(false);
        if (read == 0)
        {
            throw new EndOfStreamException("the server closed the connection");
        }

        _to += read;
    }

    private string Text(int start, int length) => Encoding.UTF8.GetString(_buffer, start, length);

    private long Number(int start, int length) =>
        Utf8Parser.TryParse(_buffer.AsSpan(start, length), out long value, out var used) && used == length
            ? value
            : throw new InvalidDataException("it is no Redis server");
}
