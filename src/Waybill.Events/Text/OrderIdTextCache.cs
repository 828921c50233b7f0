using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Waybill.Events.Values;

namespace Waybill.Events.Text;

/// <summary>
/// Beginnings of order ids (<c>yyMMdd-cccc-</c>) that were rendered before: a cell's rows are of orders of few days.
/// Not for use by several threads.
/// </summary>
public sealed class OrderIdTextCache
{
    private const int Entries = 256;
    private const int Stride = 16;
    private const int PrefixLength = 12;

    private readonly long[] _keys = new long[Entries];
    private readonly byte[] _text = new byte[(Entries * Stride) + Utf8Number.Slack];

    public OrderIdTextCache() => Array.Fill(_keys, -1);

    /// <summary>Writes the id; positions and slack as in <see cref="Utf8Number"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Write(ref byte buffer, int at, OrderId id)
    {
        int slot = id.Day & (Entries - 1);
        if (_keys[slot] != Key(id))
        {
            Render(slot, id);
        }

        Vector128.LoadUnsafe(ref _text[slot * Stride]).StoreUnsafe(ref Unsafe.Add(ref buffer, at));
        return Utf8Number.WritePadded(ref buffer, at + PrefixLength, (uint)id.Sequence, 5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Key(OrderId id) => ((long)id.Day << 32) | (uint)id.Cell;

    private void Render(int slot, OrderId id)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(id.Cell, OrderId.MaxCell);
        Span<byte> text = stackalloc byte[OrderId.MaxLength + Utf8Number.Slack];
        id.Format(text);
        text[..Stride].CopyTo(_text.AsSpan(slot * Stride));
        _keys[slot] = Key(id);
    }
}
