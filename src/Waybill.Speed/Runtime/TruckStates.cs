using Waybill.Events.Live;
using Waybill.Speed.Engine;

namespace Waybill.Speed.Runtime;

/// <summary>The latest state of each truck that reported and that the sink does not have yet, each once.</summary>
internal sealed class TruckStates(ILiveWatch? watch)
{
    private readonly Dictionary<string, TruckState> _waiting = [];
    private readonly List<TruckState> _reported = [];
    private readonly List<TruckState> _out = [];
    private long _collectedTo;
    private long _outTo;

    /// <summary>All messages before it are in what the sink has.</summary>
    public long ShownTo { get; private set; }

    public bool IsEmpty => _waiting.Count == 0;

    public void Restore(long shownTo, long next) => (ShownTo, _collectedTo) = (shownTo, next);

    /// <summary>Takes what a table knows anew.</summary>
    /// <param name="table">It has seen all messages before <paramref name="next"/>.</param>
    /// <param name="next">The next offset.</param>
    public void Collect(TruckTable table, long next)
    {
        table.TakeTrucks(_reported);
        foreach (TruckState truck in _reported)
        {
            _waiting[truck.Latest.TruckId] = truck;
        }

        if (_reported.Count > 0)
        {
            watch?.Saw(_reported, []);
            _reported.Clear();
        }

        _collectedTo = next;
    }

    /// <summary>Nothing waits: the sink has all that was collected.</summary>
    public void MarkShown() => ShownTo = Math.Max(ShownTo, _collectedTo);

    /// <summary>Hands some out, until they are <see cref="Done"/> or <see cref="Failed"/>.</summary>
    /// <param name="most">No more than so many.</param>
    public IReadOnlyList<TruckState> Take(int most)
    {
        _out.AddRange(_waiting.Values.Take(most));
        foreach (TruckState truck in _out)
        {
            _waiting.Remove(truck.Latest.TruckId);
        }

        _outTo = _waiting.Count == 0 ? _collectedTo : ShownTo;
        return _out;
    }

    public void Done()
    {
        ShownTo = Math.Max(ShownTo, _outTo);
        _out.Clear();
    }

    /// <summary>What was taken waits again, unless there is newer.</summary>
    public void Failed()
    {
        foreach (TruckState truck in _out)
        {
            _waiting.TryAdd(truck.Latest.TruckId, truck);
        }

        _out.Clear();
    }
}
