using System.Runtime.CompilerServices;
using Waybill.Events.Values;

namespace Waybill.Events.Text;

/// <summary>
/// Writes dates and times as ASCII without allocation; positions and slack as in <see cref="Utf8Number"/>.
/// </summary>
public static class Utf8Date
{
    /// <summary>Length of <c>yyyy-MM-dd HH:mm:ss</c>.</summary>
    public const int TimestampLength = 19;

    /// <summary><c>yyyy-MM-dd</c>.</summary>
    /// <param name="buffer">Start of the buffer.</param>
    /// <param name="at">Where to write.</param>
    /// <param name="day">Days since 1970-01-01; years 1 to 9999.</param>
    public static int WriteDate(ref byte buffer, int at, int day)
    {
        (int year, int month, int dayOfMonth) = Civil(day);
        at = Utf8Number.WritePadded(ref buffer, at, (uint)year, 4);
        Unsafe.Add(ref buffer, at) = (byte)'-';
        at = Utf8Number.WritePadded(ref buffer, at + 1, (uint)month, 2);
        Unsafe.Add(ref buffer, at) = (byte)'-';
        return Utf8Number.WritePadded(ref buffer, at + 1, (uint)dayOfMonth, 2);
    }

    /// <summary><c>HH:mm:ss</c> of a second of the day, 0 to 86,399.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteTime(ref byte buffer, int at, int secondOfDay)
    {
        uint seconds = (uint)secondOfDay;
        uint minutes = seconds / 60;
        uint hours = minutes / 60;
        uint packed = (hours * 1_000_000) + ((minutes - (hours * 60)) * 1_000) + (seconds - (minutes * 60));

        // HH0mm0ss: the zeros that the eight digits leave between the pairs become colons.
        Utf8Number.Store(ref buffer, at, Utf8Number.Digits(packed) | 0x3030_3A30_303A_3030);
        return at + 8;
    }

    /// <summary><c>yyyy-MM-dd HH:mm:ss</c>; fractions of a second are dropped.</summary>
    public static int WriteTimestamp(ref byte buffer, int at, Instant time)
    {
        at = WriteDate(ref buffer, at, time.Day);
        Unsafe.Add(ref buffer, at) = (byte)' ';
        return WriteTime(ref buffer, at + 1, time.SecondOfDay);
    }

    /// <summary>
    /// Year, month and day in the Gregorian calendar, by counting from 1 March of year 0, where leap days come last.
    /// </summary>
    private static (int Year, int Month, int Day) Civil(int daysSince1970)
    {
        int shifted = daysSince1970 + 719_468;
        int era = shifted / 146_097;
        int dayOfEra = shifted - (era * 146_097);
        int yearOfEra = (dayOfEra - (dayOfEra / 1_460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        int dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        int monthFromMarch = ((5 * dayOfYear) + 2) / 153;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = yearOfEra + (era * 400) + (month <= 2 ? 1 : 0);
        return (year, month, dayOfYear - (((153 * monthFromMarch) + 2) / 5) + 1);
    }
}
