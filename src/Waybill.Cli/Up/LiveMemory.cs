using Waybill.Cli.Scheduling;
using Waybill.Events.Live;
using Waybill.Server.Live;

namespace Waybill.Cli.Up;

/// <summary>
/// Live state of this process, for those who ask and those who listen: the trucks as they are, open alerts, the last that are over. The
/// same change again leaves it as it is.
/// </summary>
internal sealed class LiveMemory : ILiveSink, ILiveState
{
    private const int MostClosed = 200;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, TruckState> _trucks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AlertChange> _open = new(StringComparer.Ordinal);
    private readonly List<AlertChange> _closed = [];
    private readonly List<ILiveListener> _listeners = [];

    public IReadOnlyList<LiveTruck> Trucks()
    {
        lock (_lock)
        {
            return [.. _trucks.Values.Select(Live)];
        }
    }

    public LiveAlerts Alerts()
    {
        lock (_lock)
        {
            return new LiveAlerts(
                [.. _open.Values.OrderByDescending(c => c.Alert.OpenedAt).ThenBy(c => c.Alert.AlertId, StringComparer.Ordinal).Select(LiveWords.Of)],
                [.. _closed.AsEnumerable().Reverse().Select(LiveWords.Of)]);
        }
    }

    public IDisposable Listen(ILiveListener listener)
    {
        lock (_lock)
        {
            _listeners.Add(listener);
        }

        return new Subscription(() =>
        {
            lock (_lock)
            {
                _listeners.Remove(listener);
            }
        });
    }

    public Task PublishAsync(IReadOnlyList<TruckState> trucks, IReadOnlyList<AlertChange> changes, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var changed = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var truck in trucks)
            {
                _trucks[truck.Latest.TruckId] = truck;
                changed.Add(truck.Latest.TruckId);
            }

            foreach (var change in changes)
            {
                Take(change);
                changed.Add(change.Alert.TruckId);
                _listeners.ForEach(l => l.AlertChanged(LiveWords.Of(change)));
            }

            if (_listeners.Count > 0 && changed.Count > 0)
            {
                LiveTruck[] now = [.. changed.Where(_trucks.ContainsKey).Select(id => Live(_trucks[id]))];
                _listeners.ForEach(l => l.TrucksChanged(now));
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>All of it, to be kept.</summary>
    public LiveMemoryState Keep()
    {
        lock (_lock)
        {
            return new LiveMemoryState([.. _trucks.Values], [.. _open.Values.OrderBy(c => c.Alert.AlertId, StringComparer.Ordinal)], [.. _closed]);
        }
    }

    /// <summary>What was kept once.</summary>
    public void Restore(LiveMemoryState kept)
    {
        lock (_lock)
        {
            foreach (var truck in kept.Trucks)
            {
                _trucks[truck.Latest.TruckId] = truck;
            }

            foreach (var change in kept.Closed.Concat(kept.Open))
            {
                Take(change);
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Take(AlertChange change)
    {
        var id = change.Alert.AlertId;
        _open.Remove(id);
        _closed.RemoveAll(c => c.Alert.AlertId == id);
        if (change.Kind == AlertChangeKind.Withdrawn)
        {
            return;
        }

        if (change.Alert.End == AlertEnd.Open)
        {
            _open[id] = change;
            return;
        }

        _closed.Add(change);
        if (_closed.Count > MostClosed)
        {
            _closed.RemoveAt(0);
        }
    }

    private LiveTruck Live(TruckState truck) => LiveWords.Of(
        truck.Latest,
        [.. _open.Values.Where(c => c.Alert.TruckId == truck.Latest.TruckId).Select(c => c.Alert.Rule).Distinct().Order(StringComparer.Ordinal)]);
}
