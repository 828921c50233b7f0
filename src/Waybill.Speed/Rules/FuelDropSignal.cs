using Waybill.Events.Telemetry;

namespace Waybill.Speed.Rules;

/// <summary>
/// Fuel that goes while the truck stands, faster than the cooler can burn it. A stop begins with a reading of speed 0 and lasts until one that
/// moves, or whose odometer has moved on; readings without a speed neither end it nor tell its fuel.
/// </summary>
internal struct FuelDropSignal
{
    /// <summary>Thousandths of a point that a standing truck may burn an hour.</summary>
    private const long BurntAnHour = 2_000;
    private const long SecondsAnHour = 3_600;

    private bool _knowsMost;
    private bool _knowsOdometer;
    private int _odometer;
    private long _most;

    /// <summary>The most that the tank was, with what may be burnt since 1970 added (thousandths of a point times 3,600); the least of all numbers when
    /// it moves or has not said.</summary>
    public long Most
    {
        readonly get => _knowsMost ? _most : long.MinValue;
        set => (_most, _knowsMost) = (value, value != long.MinValue);
    }

    /// <summary>Metres; Missing when none was told.</summary>
    public int Odometer
    {
        readonly get => _knowsOdometer ? _odometer : TelemetryReading.Missing;
        set => (_odometer, _knowsOdometer) = (value, value != TelemetryReading.Missing);
    }

    /// <summary>Whether the reading that was taken in last moves.</summary>
    public bool HasMoved { get; set; }

    /// <summary>Takes a reading in; to be called before <see cref="Read"/>.</summary>
    public void Next(in Sample sample, long second)
    {
        HasMoved = sample.Speed > 0;
        if (sample.Odometer != TelemetryReading.Missing)
        {
            HasMoved |= _knowsOdometer && sample.Odometer != _odometer;
            Odometer = sample.Odometer;
        }

        if (HasMoved)
        {
            _knowsMost = false;
        }

        if (sample.Speed == 0 && sample.Fuel != TelemetryReading.Missing)
        {
            Most = Math.Max(Most, Level(sample.Fuel, second));
        }
    }

    /// <summary>What the reading that was taken in says.</summary>
    /// <param name="sample">That reading.</param>
    /// <param name="second">Its time.</param>
    /// <param name="limit">Thousandths of a point.</param>
    public readonly Verdict Read(in Sample sample, long second, int limit)
    {
        if (HasMoved)
        {
            return Verdict.Good;
        }

        return sample.Speed == 0 && sample.Fuel != TelemetryReading.Missing && Most - Level(sample.Fuel, second) >= limit * SecondsAnHour
            ? Verdict.Bad
            : Verdict.Neutral;
    }

    private static long Level(int fuel, long second) => (fuel * SecondsAnHour) + (second * BurntAnHour);
}
