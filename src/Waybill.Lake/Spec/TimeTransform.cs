namespace Waybill.Lake.Spec;

/// <summary>year, month, day, hour: whole units since 1970-01-01 UTC, rounded down (so they are negative before).</summary>
internal sealed record TimeTransform(TimeUnit Unit) : Transform
{
    private const long MicrosPerHour = 3_600_000_000;
    private const long MicrosPerDay = 24 * MicrosPerHour;

    public override bool PreservesOrder => true;

    public override bool Accepts(PrimitiveType source) => source.Kind switch
    {
        PrimitiveKind.Date => Unit != TimeUnit.Hour,
        PrimitiveKind.Timestamp or PrimitiveKind.TimestampTz => true,
        _ => false,
    };

    // The specification settled on `date` for days; the other units are plain integers.
    public override PrimitiveType ResultType(PrimitiveType source) =>
        Unit == TimeUnit.Day ? PrimitiveType.Date : PrimitiveType.Int;

    public override object? Apply(PrimitiveType source, object? value) => value switch
    {
        null => null,
        int days => FromDays(days),
        long micros when Unit == TimeUnit.Hour => checked((int)FloorDiv(micros, MicrosPerHour)),
        long micros => FromDays(checked((int)FloorDiv(micros, MicrosPerDay))),
        _ => throw LakeException.Invalid($"{this} cannot take a {value.GetType().Name}"),
    };

    public override string ToString() => Unit switch
    {
        TimeUnit.Year => "year",
        TimeUnit.Month => "month",
        TimeUnit.Day => "day",
        _ => "hour",
    };

    internal static long FloorDiv(long value, long divisor)
    {
        var quotient = Math.DivRem(value, divisor, out var remainder);
        return remainder < 0 ? quotient - 1 : quotient;
    }

    private int FromDays(int days)
    {
        if (Unit == TimeUnit.Day)
        {
            return days;
        }

        var (year, month) = CivilDate.YearAndMonth(days);
        return Unit == TimeUnit.Year ? year - 1970 : ((year - 1970) * 12) + month - 1;
    }
}
