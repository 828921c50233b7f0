using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Waybill.Events.Values;

namespace Waybill.Events.Text;

/// <summary>
/// Dates that were rendered before, with the blank that follows them in a timestamp. A row's dates are of today or of
/// the next days, so nearly every date is one 16-byte copy. Not for use by several threads.
/// </summary>
public sealed class DateTextCache
{
    private const int Entries = 256;
    private const int Stride = 16;

    /// <summary>Length of <c>yyyy-MM-dd</c> and a blank.</summary>
    private const int DateAndBlank = 11;

    private readonly int[] _days = new int[Entries];
    private readonly byte[] _text = new byte[(Entries * Stride) + Utf8Number.Slack];

    public DateTextCache() => Array.Fill(_days, int.MinValue);

    /// <summary>Writes <c>yyyy-MM-dd HH:mm:ss</c> of a time since 1970; positions and slack as in <see cref="Utf8Number"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int WriteTimestamp(ref byte buffer, int at, Instant time)
    {
        long seconds = time.Seconds;
        int day = (int)(seconds / Instant.SecondsPerDay);
        int secondOfDay = (int)(seconds - ((long)day * Instant.SecondsPerDay));
        int slot = day & (Entries - 1);
        if (_days[slot] != day)
        {
            Render(slot, day);
        }

        Vector128.LoadUnsafe(ref _text[slot * Stride]).StoreUnsafe(ref Unsafe.Add(ref buffer, at));
        return Utf8Date.WriteTime(ref buffer, at + DateAndBlank, secondOfDay);
    }

    private void Render(int slot, int day)
    {
        Span<byte> text = stackalloc byte[Stride + Utf8Number.Slack];
        int length = Utf8Date.WriteDate(ref text[0], 0, day);
        text[length] = (byte)' ';
        text[..Stride].CopyTo(_text.AsSpan(slot * Stride));
        _days[slot] = day;
    }
}
