using System.Buffers.Text;
using System.Text;
using Waybill.Events.Text;

namespace Waybill.Connectors.Redis;

/// <summary>
/// Commands on their way to the server, one behind the other (Redis serialization protocol, RESP2: an array of bulk strings each).
/// <code>
/// *2\r\n$4\r\nPING\r\n$2\r\nhi\r\n
/// </code>
/// </summary>
internal sealed class RespWriter
{
    private readonly ByteBuffer _buffer = new(1 << 16);

    /// <summary>How many commands there are.</summary>
    public int Commands { get; private set; }

    public int Length => _buffer.Length;

    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    public void Clear()
    {
        _buffer.Clear();
        Commands = 0;
    }

    /// <summary>Begins a command; its arguments follow, the name among them.</summary>
    public void Begin(int arguments)
    {
        Head((byte)'*', arguments);
        Commands++;
    }

    public void Add(ReadOnlySpan<byte> argument)
    {
        Head((byte)'$', argument.Length);
        _buffer.Append(argument);
        _buffer.Append("\r\n"u8);
    }

    public void Add(string argument)
    {
        Head((byte)'$', Encoding.UTF8.GetByteCount(argument));
        _buffer.Advance(Encoding.UTF8.GetBytes(argument, _buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(argument.Length))));
        _buffer.Append("\r\n"u8);
    }

    public void Add(long argument)
    {
        Span<byte> text = stackalloc byte[20];
        _ = Utf8Formatter.TryFormat(argument, text, out var length);
        Add(text[..length]);
    }

    /// <summary>A number of units of which so many decimals are meant: 1230 with 3 is 1.23; an empty text when it is not known.</summary>
    public void AddDecimal(int value, int decimals, int missing)
    {
        if (value == missing)
        {
            Add(""u8);
            return;
        }

        Span<byte> text = stackalloc byte[32];
        var length = 0;
        if (value < 0)
        {
            text[length++] = (byte)'-';
        }

        var unit = Power(decimals);
        var (whole, rest) = Math.DivRem(Math.Abs((long)value), unit);
        _ = Utf8Formatter.TryFormat(whole, text[length..], out var digits);
        length += digits;
        if (rest > 0)
        {
            text[length++] = (byte)'.';
        }

        while (rest > 0)
        {
            unit /= 10;
            (var digit, rest) = Math.DivRem(rest, unit);
            text[length++] = (byte)('0' + digit);
        }

        Add(text[..length]);
    }

    private static long Power(int decimals)
    {
        var power = 1L;
        for (var i = 0; i < decimals; i++)
        {
            power *= 10;
        }

        return power;
    }

    private void Head(byte kind, int number)
    {
        const int Longest = 16;
        var place = _buffer.GetSpan(Longest);
        place[0] = kind;
        _ = Utf8Formatter.TryFormat(number, place[1..], out var length);
        place[length + 1] = (byte)'\r';
        place[length + 2] = (byte)'\n';
        _buffer.Advance(length + 3);
    }
}
