namespace Waybill.Cli;

/// <summary>The only place that reads the wall clock.</summary>
internal static class SystemClock
{
#pragma warning disable RS0030 // The composition root hands the time to everything else.
    public static DateTime UtcNow => DateTime.UtcNow;
#pragma warning restore RS0030

    /// <summary>Microseconds since 1970 UTC.</summary>
    public static long UtcMicros => (UtcNow - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
