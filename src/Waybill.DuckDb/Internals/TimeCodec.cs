using System.Globalization;

namespace Waybill.DuckDb.Internals;

/// <summary>
/// Dates and times as .NET objects: DateOnly, TimeOnly, DateTime (kind Utc for TIMESTAMPTZ, Unspecified otherwise).
/// What .NET cannot hold (infinity, years beyond 9999, nanoseconds) becomes text.
/// </summary>
internal static class TimeCodec
{
    private const long TicksPerMicrosecond = 10;
    private const int EpochDay = 719_162; // DateOnly.DayNumber of 1970-01-01

    /// <summary>Null when the type is not one of time.</summary>
    internal static object? Read(VectorView view, int row) => view.Type.Kind switch
    {
        DuckDbTypeKind.Date => Date(view.Get<int>(row)),
        DuckDbTypeKind.Time => Time(view.Get<long>(row)),
        DuckDbTypeKind.TimeTz => TimeTz(view.Get<ulong>(row)),
        DuckDbTypeKind.Timestamp => Moment(view.Get<long>(row), 1, DateTimeKind.Unspecified),
        DuckDbTypeKind.TimestampTz => Moment(view.Get<long>(row), 1, DateTimeKind.Utc),
        DuckDbTypeKind.TimestampSeconds => Moment(view.Get<long>(row), 1_000_000, DateTimeKind.Unspecified),
        DuckDbTypeKind.TimestampMilliseconds => Moment(view.Get<long>(row), 1_000, DateTimeKind.Unspecified),
        DuckDbTypeKind.TimestampNanoseconds => Nanoseconds(view.Get<long>(row)),
        DuckDbTypeKind.Interval => Interval(view.Get<Int128>(row)),
        _ => null,
    };

    /// <summary>µs since 1970; throws <see cref="DuckDbException"/> outside the years 1 to 9999.</summary>
    internal static DateTime ToDateTime(long microseconds, DateTimeKind kind) =>
        Moment(microseconds, 1, kind) is DateTime value
            ? value
            : throw new DuckDbException(
                DuckDbErrorKind.OutOfRange, $"Timestamp {microseconds} µs is outside the years 1 to 9999");

    private static object Date(int days)
    {
        if (days is int.MaxValue or -int.MaxValue)
        {
            return days > 0 ? "infinity" : "-infinity";
        }

        var number = (long)days + EpochDay;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)number)
            : string.Create(CultureInfo.InvariantCulture, $"1970-01-01 {days:+0;-0} days");
    }

    private static object Time(long microseconds) =>
        microseconds < 86_400_000_000 ? new TimeOnly(microseconds * TicksPerMicrosecond) : "24:00:00";

    /// <summary>
    /// 40 bits of µs, then 24 bits that hold 57599 (15:59:59, the largest offset) minus the offset in seconds.
    /// </summary>
    private static string TimeTz(ulong bits)
    {
        var offset = 57_599 - (int)(bits & 0xFF_FFFF);
        var time = Time((long)(bits >> 24));
        return string.Create(
            CultureInfo.InvariantCulture, $"{time:HH:mm:ss.FFFFFF}{(offset < 0 ? '-' : '+')}{TimeSpan.FromSeconds(offset):hh\\:mm}");
    }

    private static object Moment(long value, long microsecondsPerUnit, DateTimeKind kind)
    {
        if (value is long.MaxValue or -long.MaxValue)
        {
            return value > 0 ? "infinity" : "-infinity";
        }

        var ticks = ((Int128)value * microsecondsPerUnit * TicksPerMicrosecond) + DateTime.UnixEpoch.Ticks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime((long)ticks, kind)
            : string.Create(CultureInfo.InvariantCulture, $"1970-01-01 {(Int128)value * microsecondsPerUnit:+0;-0} µs");
    }

    private static object Nanoseconds(long value)
    {
        var (microseconds, rest) = Math.DivRem(value, 1000);
        if (rest == 0 || value is long.MaxValue or -long.MaxValue)
        {
            return Moment(rest == 0 ? microseconds : value, 1, DateTimeKind.Unspecified);
        }

        var (seconds, fraction) = Math.DivRem(value, 1_000_000_000);
        var start = DateTime.UnixEpoch.AddSeconds(fraction < 0 ? seconds - 1 : seconds);
        return string.Create(
            CultureInfo.InvariantCulture, $"{start:yyyy-MM-dd HH:mm:ss}.{(fraction < 0 ? fraction + 1_000_000_000 : fraction):D9}");
    }

    /// <summary>32 bits of months, 32 of days, 64 of µs, from the lowest.</summary>
    private static string Interval(Int128 bits)
    {
        var months = (int)(uint)((UInt128)bits & uint.MaxValue);
        var days = (int)(uint)(((UInt128)bits >> 32) & uint.MaxValue);
        var microseconds = (long)(ulong)((UInt128)bits >> 64);
        var time = TimeSpan.FromTicks(microseconds * TicksPerMicrosecond);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{months} months {days} days {(microseconds < 0 ? "-" : "")}{time:d\\.hh\\:mm\\:ss\\.ffffff}");
    }
}
