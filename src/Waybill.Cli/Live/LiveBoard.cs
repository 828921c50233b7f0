using Waybill.Events.Live;
using Waybill.Speed.Runtime;

namespace Waybill.Cli.Live;

/// <summary>What this process has seen: the trucks, every alert after its last change, the latest changes. For any number of threads.</summary>
internal sealed class LiveBoard(Action<AlertChange>? said) : ILiveWatch
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TruckState> _trucks = [];
    private readonly Dictionary<string, Alert> _alerts = [];
    private readonly SortedDictionary<string, long> _byRule = new(StringComparer.Ordinal);

    public void Saw(IReadOnlyList<TruckState> trucks, IReadOnlyList<AlertChange> changes)
    {
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
    }

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

    /// <summary>Alerts by rule that were raised and not withdrawn.</summary>
    public IReadOnlyDictionary<string, long> ByRule()
    {
        lock (_lock)
        {
            return new SortedDictionary<string, long>(_byRule, StringComparer.Ordinal);
        }
    }

    /// <summary>The trucks with the most alerts, then by id.</summary>
    public IReadOnlyList<TruckState> Trucks(int most)
    {
        lock (_lock)
        {
            return [.. _trucks.Values.OrderByDescending(t => t.OpenAlerts).ThenBy(t => t.Latest.TruckId, StringComparer.Ordinal).Take(most)];
        }
    }

    /// <summary>The open alerts, newest first.</summary>
    public IReadOnlyList<Alert> OpenAlerts(int most)
    {
        lock (_lock)
        {
            return [.. _alerts.Values.Where(a => a.End == AlertEnd.Open)
                .OrderByDescending(a => a.OpenedAt).ThenBy(a => a.AlertId, StringComparer.Ordinal).Take(most)];
        }
    }

    public int OpenCount
    {
        get
        {
            lock (_lock)
            {
                return _alerts.Values.Count(a => a.End == AlertEnd.Open);
            }
        }
    }

    /// <summary>All alerts in the order in which they began.</summary>
    public IReadOnlyList<Alert> Alerts()
    {
        lock (_lock)
        {
            return [.. _alerts.Values.OrderBy(a => a.StartedAt).ThenBy(a => a.AlertId, StringComparer.Ordinal)];
        }
    }

    private void Take(AlertChange change)
    {
        var id = change.Alert.AlertId;
        var isKnown = _alerts.ContainsKey(id);
        if (change.Kind == AlertChangeKind.Withdrawn)
        {
            _alerts.Remove(id);
            Count(change, isKnown ? -1 : 0);
        }
        else
        {
            _alerts[id] = change.Alert;
            Count(change, isKnown ? 0 : 1);
        }

        said?.Invoke(change);
    }

    private void Count(AlertChange change, int by)
    {
        if (by != 0)
        {
            _byRule[change.Alert.Rule] = _byRule.GetValueOrDefault(change.Alert.Rule) + by;
        }
    }
}
