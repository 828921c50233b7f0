using Waybill.Events.Telemetry;

namespace Waybill.Speed.Rules;

/// <summary>The engine runs for nothing.</summary>
internal static class IdlingSignal
{
    public static Verdict Read(in Sample sample)
    {
        if (sample.Speed == TelemetryReading.Missing || !(sample.EngineIsOn || sample.EngineIsOff))
        {
            return Verdict.Neutral;
        }

        return sample.EngineIsOn && sample.Speed == 0 ? Verdict.Bad : Verdict.Good;
    }
}
