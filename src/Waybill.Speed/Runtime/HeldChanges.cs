using Waybill.Events.Live;

namespace Waybill.Speed.Runtime;

/// <summary>
/// Changes of alerts that follow from the clock and not from messages: they are said once a state that knows of them is saved, and what
/// follows on them waits with them.
/// </summary>
internal sealed class HeldChanges
{
    private readonly HashSet<string> _alerts = [];
    private List<AlertChange> _changes = [];

    public int Count => _changes.Count;

    public IReadOnlyList<AlertChange> All => _changes;

    public void Hold(IEnumerable<AlertChange> changes)
    {
        foreach (AlertChange change in changes)
        {
            _alerts.Add(change.Alert.AlertId);
            _changes.Add(change);
        }
    }

    /// <summary>Holds a change of an alert of which something is held.</summary>
    /// <returns>False when there is none: it may be said.</returns>
    public bool TryFollow(AlertChange change)
    {
        if (_changes.Count == 0 || !_alerts.Contains(change.Alert.AlertId))
        {
            return false;
        }

        _changes.Add(change);
        return true;
    }

    public List<AlertChange> Release()
    {
        List<AlertChange> released = _changes;
        _changes = [];
        _alerts.Clear();
        return released;
    }
}
