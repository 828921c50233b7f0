using Waybill.Events.Telemetry;

namespace Waybill.Speed.Rules;

/// <summary>A sensor that says again what it said before. Readings without a value are passed over.</summary>
internal struct StuckSignal
{
    private int _last;
    private bool _hasLast;

    /// <summary>For snapshots: the value before, Missing when there was none.</summary>
    public int Last
    {
        readonly get => _hasLast ? _last : TelemetryReading.Missing;
        set => (_last, _hasLast) = (value, value != TelemetryReading.Missing);
    }

    public Verdict Next(int temp)
    {
        if (temp == TelemetryReading.Missing)
        {
            return Verdict.Neutral;
        }

        Verdict verdict = !_hasLast ? Verdict.Neutral : temp == _last ? Verdict.Bad : Verdict.Good;
        _last = temp;
        _hasLast = true;
        return verdict;
    }
}
