using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Events.Ledger;

/// <summary>
/// The end of ledger lines, from the comma before the time of arrival to the line feed, rendered once: rows arrive with
/// drops, and there are few of them at a time. Not for use by several threads.
/// </summary>
internal sealed class LedgerEndCache
{
    /// <summary>Places for times, by their hour; each has two texts, of rows that can be repaired and that cannot.</summary>
    private const int Hours = 128;
    private const int Stride = 32;

    private readonly long[] _times = new long[Hours];
    private readonly byte[] _text = new byte[Hours * 2 * Stride];

    public LedgerEndCache() => Array.Fill(_times, long.MinValue);

    /// <summary>Positions as in <see cref="Utf8Number"/>; 32 bytes are written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Write(ref byte buffer, int at, Instant arrival, bool isRepairable)
    {
        int slot = (int)(arrival.Seconds / 3_600) & (Hours - 1);
        if (_times[slot] != arrival.Seconds)
        {
            Render(slot, arrival);
        }

        int text = (slot * 2) + (isRepairable ? 1 : 0);
        Vector256.LoadUnsafe(ref _text[text * Stride]).StoreUnsafe(ref Unsafe.Add(ref buffer, at));
        return at + 27 - (isRepairable ? 1 : 0);
    }

    private void Render(int slot, Instant arrival)
    {
        Span<byte> time = stackalloc byte[Stride + Utf8Number.Slack];
        time[0] = (byte)',';
        int length = new DateTextCache().WriteTimestamp(ref time[0], 1, arrival);
        for (int i = 0; i < 2; i++)
        {
            Span<byte> text = _text.AsSpan(((slot * 2) + i) * Stride, Stride);
            time[..length].CopyTo(text);
            (i == 1 ? ",true\n"u8 : ",false\n"u8).CopyTo(text[length..]);
        }

        _times[slot] = arrival.Seconds;
    }
}
