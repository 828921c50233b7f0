using System.Runtime.CompilerServices;
using Waybill.Events.Telemetry;

namespace Waybill.Speed.Rules;

/// <summary>A value against a limit, with another value at which all is well again.</summary>
internal static class ThresholdSignal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Verdict Above(int value, int limit, int clear) =>
        value == TelemetryReading.Missing ? Verdict.Neutral
        : value > limit ? Verdict.Bad
        : value <= clear ? Verdict.Good
        : Verdict.Neutral;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Verdict Below(int value, int limit, int clear) =>
        value == TelemetryReading.Missing ? Verdict.Neutral
        : value < limit ? Verdict.Bad
        : value >= clear ? Verdict.Good
        : Verdict.Neutral;
}
