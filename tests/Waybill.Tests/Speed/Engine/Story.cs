using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;
using Waybill.Speed.Engine;
using Waybill.Speed.Rules;
using Xunit;

namespace Waybill.Tests.Speed.Engine;

/// <summary>A table, what it said, and the alerts that follow from what it said.</summary>
internal sealed class Story(AlertRules rules)
{
    private readonly Dictionary<string, Alert> _alerts = [];

    public TruckTable Table { get; private set; } = New(rules);

    public List<AlertChange> Said { get; } = [];

    /// <summary>The changes so far folded by alert.</summary>
    public Dictionary<string, Alert> Alerts
    {
        get
        {
            Listen();
            return _alerts;
        }
    }

    public static TruckTable New(AlertRules rules) =>
        new(rules, Seeds.Routes, new EngineOptions { KeepSegmentSeconds = 30 * Instant.SecondsPerDay, KeepSegments = 100 });

    public Acceptance Hear(TelemetryReading reading) => Hear(reading, reading.At);

    public Acceptance Hear(TelemetryReading reading, Instant receivedAt)
    {
        Acceptance accepted = Table.Accept(reading, receivedAt);
        Listen();
        return accepted;
    }

    public void Settle()
    {
        Table.Settle();
        Listen();
    }

    public void Advance(Instant clock)
    {
        Table.Advance(clock);
        Listen();
    }

    public void Finish(Instant clock)
    {
        Table.Advance(clock);
        Table.TellFigures();
        Listen();
    }

    /// <summary>Goes on from a snapshot, perhaps with other rules.</summary>
    public void Restart(AlertRules? with = null)
    {
        using var stream = new MemoryStream();
        Table.Save(stream);
        Listen();
        stream.Position = 0;
        Table = New(with ?? rules);
        Table.Load(stream);
        Listen();
    }

    private void Listen()
    {
        var changes = new List<AlertChange>();
        Table.TakeChanges(changes);
        Said.AddRange(changes);
        foreach (AlertChange change in changes)
        {
            bool isKnown = _alerts.ContainsKey(change.Alert.AlertId);
            Assert.True(isKnown == (change.Kind != AlertChangeKind.Opened), $"{change.Kind} of {change.Alert}");
            if (change.Kind == AlertChangeKind.Withdrawn)
            {
                _alerts.Remove(change.Alert.AlertId);
            }
            else
            {
                _alerts[change.Alert.AlertId] = change.Alert;
            }
        }
    }
}
