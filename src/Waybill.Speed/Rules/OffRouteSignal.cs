using Waybill.Events.Telemetry;

namespace Waybill.Speed.Rules;

/// <summary>Where the truck should not be. Without a position, or on a road that nobody drew, nothing is known.</summary>
internal static class OffRouteSignal
{
    private const int MilliPerMetre = 1000;

    public static Verdict Read(in Sample sample, RoutePath? path, int limit, int clear)
    {
        if (path is null || sample.Latitude == TelemetryReading.Missing || sample.Longitude == TelemetryReading.Missing)
        {
            return Verdict.Neutral;
        }

        // Almost every reading is on the road, and the leg that says so ends the search.
        return path.IsWithin(sample.Latitude, sample.Longitude, clear / MilliPerMetre) ? Verdict.Good
            : path.IsBeyond(sample.Latitude, sample.Longitude, limit / MilliPerMetre) ? Verdict.Bad
            : Verdict.Neutral;
    }
}
