using Waybill.Events.Telemetry;

namespace Waybill.Speed.Rules;

/// <summary>Cargo on an open lorry bed: a door that is open while the truck drives.</summary>
internal static class DoorMovingSignal
{
    public static Verdict Read(in Sample sample, int limit)
    {
        if (sample.Speed == TelemetryReading.Missing || !(sample.DoorIsOpen || sample.DoorIsShut))
        {
            return Verdict.Neutral;
        }

        return sample.DoorIsOpen && sample.Speed > limit ? Verdict.Bad : Verdict.Good;
    }
}
