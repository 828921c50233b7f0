using Waybill.Events.Live;

namespace Waybill.Speed.Runtime;

/// <summary>
/// Changes of alerts until both sink and log have them. Both go through the same line at their own pace; what both have passed is gone.
/// </summary>
internal sealed class ChangeQueue
{
    private readonly List<AlertChange> _changes = [];
    private readonly int _most;
    private long _first;
    private long _sinkAt;
    private long _logAt;
    private int _sinkHas;
    private int _logHas;

    /// <param name="most">The most that are handed over at once.</param>
    /// <param name="hasLog">False when there is no log: it then has everything.</param>
    public ChangeQueue(int most, bool hasLog)
    {
        _most = most;
        _logAt = hasLog ? 0 : long.MaxValue;
    }

    public int Count => _changes.Count;

    public bool HasForSink => _sinkAt < End;

    public bool HasForLog => _logAt < End;

    private long End => _first + _changes.Count;

    public void Add(AlertChange change) => _changes.Add(change);

    public IReadOnlyList<AlertChange> TakeForSink()
    {
        List<AlertChange> part = Part(_sinkAt);
        _sinkHas = part.Count;
        return part;
    }

    public IReadOnlyList<AlertChange> TakeForLog()
    {
        List<AlertChange> part = Part(_logAt);
        _logHas = part.Count;
        return part;
    }

    public void SinkHasThem()
    {
        _sinkAt += _sinkHas;
        Forget();
    }

    public void LogHasThem()
    {
        _logAt += _logHas;
        Forget();
    }

    /// <summary>Each change that waits, and whether sink and log still want it.</summary>
    public IEnumerable<(AlertChange Change, bool ForSink, bool ForLog)> Waiting()
    {
        for (int i = 0; i < _changes.Count; i++)
        {
            yield return (_changes[i], _first + i >= _sinkAt, _first + i >= _logAt);
        }
    }

    /// <summary>Puts back what a saved state held; to be called before any other is added. Those of one outlet stand behind each other.</summary>
    public void Restore(IReadOnlyList<(AlertChange Change, bool ForSink, bool ForLog)> waiting)
    {
        foreach ((AlertChange change, bool forSink, bool forLog) in waiting)
        {
            _changes.Add(change);
            _sinkAt += forSink ? 0 : 1;
            _logAt += forLog || _logAt == long.MaxValue ? 0 : 1;
        }

        Forget();
    }

    private List<AlertChange> Part(long from)
    {
        int index = (int)(from - _first);
        return _changes.GetRange(index, Math.Min(_most, _changes.Count - index));
    }

    private void Forget()
    {
        int passed = (int)Math.Min(Math.Min(_sinkAt, _logAt) - _first, _changes.Count);
        if (passed > 0)
        {
            _changes.RemoveRange(0, passed);
            _first += passed;
        }
    }
}
