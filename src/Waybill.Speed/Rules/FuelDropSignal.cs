using Waybill.Events.Telemetry;

namespace Waybill.Speed.Rules;

/// <summary>
/// Fuel that goes while the truck stands. A stop begins with a reading of speed 0 and lasts until one that moves; readings without
/// a speed neither end it nor tell its fuel.
/// </summary>
internal struct FuelDropSignal
{
    private bool _knowsMost;
    private int _most;

    /// <summary>The fullest that the tank was in this stop; Missing when it moves or has not said.</summary>
    public int Most
    {
        readonly get => _knowsMost ? _most : TelemetryReading.Missing;
        set => (_most, _knowsMost) = (value, value != TelemetryReading.Missing);
    }

    /// <summary>Takes a reading in; to be called before <see cref="Read"/>.</summary>
    public void Next(int speed, int fuel)
    {
        if (speed == 0)
        {
            // Missing is the least of all numbers.
            Most = Math.Max(Most, fuel);
        }
        else if (speed != TelemetryReading.Missing)
        {
            _knowsMost = false;
        }
    }

    /// <summary>What the reading that was taken in says.</summary>
    /// <param name="speed">Of that reading.</param>
    /// <param name="fuel">Of that reading.</param>
    /// <param name="limit">Thousandths of a point.</param>
    public readonly Verdict Read(int speed, int fuel, int limit)
    {
        if (speed != 0)
        {
            return speed == TelemetryReading.Missing ? Verdict.Neutral : Verdict.Good;
        }

        return fuel != TelemetryReading.Missing && _most - fuel >= limit ? Verdict.Bad : Verdict.Neutral;
    }
}
