using Waybill.Speed.Rules;

namespace Waybill.Speed.Engine;

/// <summary>Where all rules stand after the readings of a segment up to some point. Small, so that it can be kept twice.</summary>
internal struct RuleState
{
    private Run[]? _runs;
    private int _runCount;

    public StuckSignal Stuck;
    public FuelDropSignal FuelDrop;
    public TemperatureTrend Trend;

    /// <summary>How many of the readings that are kept it has seen.</summary>
    public int Seen;

    /// <summary>The first of them that the trend still holds.</summary>
    public int TrendFrom;

    /// <summary>Time of the last one; the least of all times when there was none.</summary>
    public long LastAt;

    /// <summary>A bit for each rule that has a run.</summary>
    public ulong Running;

    public static RuleState Empty => new() { LastAt = long.MinValue };

    public readonly Span<Run> Runs => _runs.AsSpan(0, _runCount);

    public void CopyFrom(in RuleState other)
    {
        Run[]? runs = _runs;
        int count = other._runCount;
        if (count > (runs?.Length ?? 0))
        {
            runs = new Run[other._runs!.Length]; // It has as many runs as it counts.
        }

        other.Runs.CopyTo(runs);
        this = other;
        _runs = runs;
    }

    public ref Run Start(int rule, long at)
    {
        if (_runs is null || _runCount == _runs.Length)
        {
            Array.Resize(ref _runs, Math.Max(2, _runCount * 2));
        }

        Running |= 1UL << rule;
        ref Run run = ref _runs[_runCount++];
        run = new Run(rule, at);
        return ref run;
    }

    /// <summary>The run of a rule that has one.</summary>
    public readonly ref Run Find(int rule) => ref _runs![IndexOf(rule)]; // Only called where the bit is set.

    public Run End(int rule)
    {
        int index = IndexOf(rule);
        Run run = _runs![index]; // Only called where the bit is set.
        Runs[(index + 1)..].CopyTo(Runs[index..]);
        _runCount--;
        Running &= ~(1UL << rule);
        return run;
    }

    /// <summary>The kept readings lost so many at their beginning.</summary>
    public void Forget(int readings)
    {
        Seen -= readings;
        TrendFrom -= readings;
    }

    /// <summary>Puts a run of a snapshot back.</summary>
    public void Restore(in Run run) => Start(run.Rule, run.StartedAt) = run;

    private readonly int IndexOf(int rule)
    {
        int index = 0;
        while (_runs![index].Rule != rule)
        {
            index++;
        }

        return index;
    }
}
