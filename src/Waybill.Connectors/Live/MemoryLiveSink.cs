using Waybill.Events.Live;

namespace Waybill.Connectors.Live;

/// <summary>Live state within the program: the latest state of each truck, the alerts that are open, and the last changes. For any number of threads.</summary>
public sealed class MemoryLiveSink : ILiveSink
{
    private readonly Lock _lock = new();
    private readonly int _maxChanges;
    private readonly Dictionary<string, TruckState> _trucks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Alert> _open = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Mark, AlertChange Change)> _changes = [];
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    /// <param name="maxChanges">How many of the last changes are kept, and so how far back a repetition is noticed.</param>
    public MemoryLiveSink(int maxChanges = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxChanges);
        _maxChanges = maxChanges;
    }

    /// <summary>How many trucks have reported.</summary>
    public int TruckCount
    {
        get
        {
            lock (_lock)
            {
                return _trucks.Count;
            }
        }
    }

    /// <summary>A copy: the trucks in the order of their ids.</summary>
    public IReadOnlyList<TruckState> Trucks()
    {
        lock (_lock)
        {
            return [.. _trucks.Values.OrderBy(t => t.Latest.TruckId, StringComparer.Ordinal)];
        }
    }

    /// <summary>The state of a truck, or null.</summary>
    public TruckState? Truck(string truckId)
    {
        lock (_lock)
        {
            return _trucks.TryGetValue(truckId, out var state) ? state : null;
        }
    }

    /// <summary>A copy: the open alerts, the critical ones first, then the latest.</summary>
    public IReadOnlyList<Alert> OpenAlerts()
    {
        lock (_lock)
        {
            return [.. _open.Values.OrderByDescending(a => a.Severity).ThenByDescending(a => a.OpenedAt).ThenBy(a => a.AlertId, StringComparer.Ordinal)];
        }
    }

    /// <summary>A copy: the last changes, oldest first.</summary>
    public IReadOnlyList<AlertChange> Changes()
    {
        lock (_lock)
        {
            return [.. _changes.Select(c => c.Change)];
        }
    }

    public Task PublishAsync(IReadOnlyList<TruckState> trucks, IReadOnlyList<AlertChange> changes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(trucks);
        ArgumentNullException.ThrowIfNull(changes);
        lock (_lock)
        {
            foreach (var truck in trucks)
            {
                _trucks[truck.Latest.TruckId] = truck;
            }

            foreach (var change in changes)
            {
                Take(change);
            }
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Take(AlertChange change)
    {
        var mark = change.Alert.AlertId + AlertText.Mark(change);
        if (!_said.Add(mark))
        {
            return;
        }

        _changes.AddLast((mark, change));
        if (_changes.Count > _maxChanges)
        {
            _said.Remove(_changes.First!.Value.Mark); // more than none are there
            _changes.RemoveFirst();
        }

        if (change.Kind != AlertChangeKind.Withdrawn && change.Alert.End == AlertEnd.Open)
        {
            _open[change.Alert.AlertId] = change.Alert;
        }
        else
        {
            _open.Remove(change.Alert.AlertId);
        }
    }
}
