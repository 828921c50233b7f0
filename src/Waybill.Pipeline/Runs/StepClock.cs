namespace Waybill.Pipeline.Runs;

/// <summary>
/// Divides a run's time among its steps: while several are at work, each is given its part of every moment. So the seconds of steps and
/// of layers can be added, and never come to more than the run took. Not thread-safe.
/// </summary>
/// <param name="elapsed">The time since the run began.</param>
internal sealed class StepClock(Func<TimeSpan> elapsed)
{
    private readonly Dictionary<string, double> _running = new(StringComparer.Ordinal);
    private double _divided;

    /// <summary>A step begins.</summary>
    public void Start(string step)
    {
        Divide();
        _running.Add(step, 0);
    }

    /// <summary>A step ends.</summary>
    /// <returns>Its seconds.</returns>
    public double Stop(string step)
    {
        Divide();
        _running.Remove(step, out var seconds);
        return seconds;
    }

    private void Divide()
    {
        var now = elapsed().TotalSeconds;
        foreach (var step in _running.Keys.ToList())
        {
            _running[step] += (now - _divided) / _running.Count;
        }

        _divided = now;
    }
}
