using Waybill.Events.Telemetry;

namespace Waybill.Speed.Rules;

/// <summary>A sensor that says nothing: here the missing value itself is bad.</summary>
internal static class DeadSignal
{
    public static Verdict Read(int temp) => temp == TelemetryReading.Missing ? Verdict.Bad : Verdict.Good;
}
