using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Sim.Shop;

/// <summary>Room for the texts of one transaction; a text stays readable until <see cref="Clear"/>.</summary>
internal sealed class TextArena
{
    private readonly ByteBuffer _bytes = new(1 << 14);
    private int _start;

    public void Clear() => _bytes.Clear();

    /// <summary>Begins a text, which ends with <see cref="End"/>.</summary>
    public TextArena Begin()
    {
        _start = _bytes.Length;
        return this;
    }

    public TextArena Add(ReadOnlySpan<byte> text)
    {
        _bytes.Append(text);
        return this;
    }

    public TextArena Add(long number)
    {
        _bytes.Advance(Utf8Number.WriteSigned(ref _bytes.Reserve(20 + Utf8Number.Slack), 0, number));
        return this;
    }

    /// <summary>With leading zeros, at most eight digits.</summary>
    public TextArena AddPadded(int number, int width)
    {
        _bytes.Advance(Utf8Number.WritePadded(ref _bytes.Reserve(20 + Utf8Number.Slack), 0, (uint)number, width));
        return this;
    }

    /// <summary>The lower digits of a number in base 16.</summary>
    public TextArena AddHex(ulong number, int digits)
    {
        Span<byte> target = _bytes.GetSpan(digits);
        for (int i = 0; i < digits; i++)
        {
            target[i] = "0123456789abcdef"u8[(int)((number >> (4 * (digits - 1 - i))) & 15)];
        }

        _bytes.Advance(digits);
        return this;
    }

    public TextArena Add(OrderId id)
    {
        _bytes.Advance(id.Format(_bytes.GetSpan(OrderId.MaxLength + Utf8Number.Slack)));
        return this;
    }

    public ReadOnlySpan<byte> End() => _bytes.Written[_start..];
}
