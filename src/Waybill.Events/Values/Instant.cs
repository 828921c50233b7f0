using System.Text;
using Waybill.Events.Text;

namespace Waybill.Events.Values;

/// <summary>A point in time: whole microseconds since 1970-01-01 00:00 UTC.</summary>
public readonly record struct Instant(long Microseconds) : IComparable<Instant>
{
    public const long MicrosecondsPerSecond = 1_000_000;
    public const long MicrosecondsPerDay = SecondsPerDay * MicrosecondsPerSecond;
    public const int SecondsPerDay = 86_400;

    /// <summary>No text of a time or number in a feed is longer, in bytes.</summary>
    internal const int MaxTextLength = 24;

    /// <summary>Whole seconds since 1970, rounded down.</summary>
    public long Seconds => FloorDivide(Microseconds, MicrosecondsPerSecond);

    /// <summary>Whole days since 1970-01-01, rounded down.</summary>
    public int Day => (int)FloorDivide(Microseconds, MicrosecondsPerDay);

    /// <summary>0 to 86,399.</summary>
    public int SecondOfDay => (int)(Seconds - ((long)Day * SecondsPerDay));

    public static Instant FromSeconds(long secondsSince1970) => new(secondsSince1970 * MicrosecondsPerSecond);

    /// <summary>Midnight UTC of a day counted from 1970-01-01.</summary>
    public static Instant FromDay(int daysSince1970) => new(daysSince1970 * MicrosecondsPerDay);

    /// <param name="time">Taken as UTC whatever its kind says.</param>
    public static Instant FromDateTime(DateTime time) =>
        new((time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);

    public static bool operator <(Instant left, Instant right) => left.Microseconds < right.Microseconds;

    public static bool operator >(Instant left, Instant right) => left.Microseconds > right.Microseconds;

    public static bool operator <=(Instant left, Instant right) => left.Microseconds <= right.Microseconds;

    public static bool operator >=(Instant left, Instant right) => left.Microseconds >= right.Microseconds;

    public Instant AddSeconds(long seconds) => new(Microseconds + (seconds * MicrosecondsPerSecond));

    public DateTime ToDateTime() => DateTime.UnixEpoch.AddTicks(Microseconds * TimeSpan.TicksPerMicrosecond);

    public int CompareTo(Instant other) => Microseconds.CompareTo(other.Microseconds);

    /// <summary><c>yyyy-MM-dd HH:mm:ss</c>, with six decimals when the time is not a whole second.</summary>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[Utf8Date.TimestampLength + Utf8Number.Slack];
        int length = Utf8Date.WriteTimestamp(ref text[0], 0, this);
        long fraction = Microseconds - (Seconds * MicrosecondsPerSecond);
        string whole = Encoding.ASCII.GetString(text[..length]);
        return fraction == 0 ? whole : $"{whole}.{fraction:000000}";
    }

    private static long FloorDivide(long value, long by)
    {
        long quotient = value / by;
        return value - (quotient * by) < 0 ? quotient - 1 : quotient;
    }
}
