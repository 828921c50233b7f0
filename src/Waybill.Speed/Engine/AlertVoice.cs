using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;
using Waybill.Speed.Rules;

namespace Waybill.Speed.Engine;

/// <summary>Says what happens to alerts: turns runs into alerts for people, and keeps what was said until it is taken.</summary>
internal sealed class AlertVoice
{
    private readonly AlertRules _rules;
    private readonly RuleContexts _contexts;
    private readonly List<AlertChange> _changes = [];

    public AlertVoice(AlertRules rules, RuleContexts contexts)
    {
        _rules = rules;
        _contexts = contexts;
    }

    public List<AlertChange> Changes => _changes;

    public void Say(AlertChangeKind kind, Truck truck, Segment segment, in Said said, long at) =>
        Say(kind, AlertOf(truck, segment, said), at);

    public void Say(AlertChangeKind kind, Alert alert, long at) => _changes.Add(new AlertChange(kind, alert, new Instant(at)));

    public Alert AlertOf(Truck truck, Segment segment, in Said said) =>
        AlertOf(truck, segment, said, _rules.Names[said.Run.Rule], _contexts[said.Run.Context].Row(said.Run.Rule));

    /// <summary>An alert of a rule that is gone.</summary>
    public Alert AlertOf(Truck truck, Segment segment, in Said said, string rule) => AlertOf(truck, segment, said, rule, row: null);

    /// <summary>Silence that began with the last reception of a segment.</summary>
    public Alert SilenceOf(Truck truck, Segment segment, in CompiledRule rule, long? closedAt)
    {
        var run = new Run(rule.Index, segment.LastReceived)
        {
            OpenedAt = segment.LastReceived + rule.Hold,
            Context = segment.LastContext,
        };
        var said = Said.Open(run, run.OpenedAt);
        if (closedAt is not null)
        {
            said.Close(closedAt.Value, AlertEnd.Cleared);
        }

        return AlertOf(truck, segment, said);
    }

    private Alert AlertOf(Truck truck, Segment segment, in Said said, string rule, CompiledRule? row) => new()
    {
        AlertId = AlertIds.Of(rule, truck.Id, segment.Name, said.Run.StartedAt),
        Rule = rule,
        Severity = row?.Severity ?? AlertSeverity.Warning,
        TruckId = truck.Id,
        TripId = segment.TripId,
        Segment = segment.Name,
        Cargo = _contexts[said.Run.Context].Cargo,
        StartedAt = new Instant(said.Run.StartedAt),
        OpenedAt = new Instant(said.Run.OpenedAt),
        ClosedAt = said.End == AlertEnd.Open ? null : new Instant(said.ClosedAt),
        End = said.End,
        LimitValue = row?.Limit ?? TelemetryReading.Missing,
        OpeningValue = said.Run.Opening,
        PeakValue = said.Run.Peak,
        BadReadings = said.Run.Bad,
        BreachInSeconds = said.Run.BreachIn == TelemetryReading.Missing ? null : said.Run.BreachIn,
    };
}
