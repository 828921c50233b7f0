using Waybill.Events.Telemetry;

namespace Waybill.Speed.Runtime;

/// <summary>The words for refusals in dead letters, and what they mean for people.</summary>
public static class RefusalWords
{
    public static string WordOf(TelemetryRefusal refusal) => refusal switch
    {
        TelemetryRefusal.TruckMissing => "truck_missing",
        TelemetryRefusal.TimeMissing => "time_missing",
        TelemetryRefusal.TimeImpossible => "time_impossible",
        _ => "unreadable",
    };

    public static string MeaningOf(TelemetryRefusal refusal) => refusal switch
    {
        TelemetryRefusal.TruckMissing => "There is no truck_id, or it is empty or longer than 64 characters.",
        TelemetryRefusal.TimeMissing => "There is no timestamp.",
        TelemetryRefusal.TimeImpossible => "The timestamp is before the year 2000, or more than ten minutes after the message was received.",
        _ => "It is no JSON object, a field has a wrong type, or it is larger than 64 KB.",
    };
}
