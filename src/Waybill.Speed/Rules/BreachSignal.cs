using Waybill.Events.Telemetry;

namespace Waybill.Speed.Rules;

/// <summary>The alert that saves cargo: at this pace the limit will be passed soon.</summary>
internal static class BreachSignal
{
    /// <summary>A breach foreseen within so many seconds is bad.</summary>
    public const int HorizonSeconds = 1_800;

    /// <summary>One farther away than that is nothing to worry about.</summary>
    public const int ClearSeconds = 3_600;

    /// <param name="trend">With this reading in it.</param>
    /// <param name="temp">Of this reading.</param>
    /// <param name="limit">Thousandths of a degree.</param>
    public static Verdict Read(in TemperatureTrend trend, int temp, int limit)
    {
        // What came in through the door says nothing about the cooler.
        if (temp == TelemetryReading.Missing || limit == TelemetryReading.Missing || trend.OpenDoors > 0 || trend.Count < TemperatureTrend.LeastReadings)
        {
            return Verdict.Neutral;
        }

        (Int128 a, Int128 b) = trend.Slope();
        if (a <= 0 || temp > limit)
        {
            return Verdict.Good;
        }

        Int128 rest = (limit - temp) * b;
        return rest > ClearSeconds * a ? Verdict.Good : rest <= HorizonSeconds * a ? Verdict.Bad : Verdict.Neutral;
    }

    /// <summary>Seconds until the limit is reached, rounded down, when the reading is bad.</summary>
    public static int SecondsToLimit(in TemperatureTrend trend, int temp, int limit)
    {
        (Int128 a, Int128 b) = trend.Slope();
        return (int)((limit - temp) * b / a);
    }
}
