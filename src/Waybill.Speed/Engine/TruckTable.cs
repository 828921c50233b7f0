using Waybill.Events;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;
using Waybill.Speed.Rules;

namespace Waybill.Speed.Engine;

/// <summary>
/// All trucks of a partition and the alerts that their readings make. Hand over readings in the order of their arrival, then
/// <see cref="Settle"/> (or <see cref="Advance"/>), then take the changes. Which alerts there are depends on nothing but the readings
/// that were accepted and, for silence, on when they were received; not on the order of those within the lateness, on doubles, or on
/// snapshots in between. Not for several threads at once.
/// </summary>
public sealed class TruckTable
{
    private readonly AlertRules _rules;
    private readonly EngineOptions _options;
    private readonly RuleContexts _contexts;
    private readonly AlertVoice _voice;
    private readonly SegmentJudge _judge;
    private readonly SilenceWatch _silence = new();
    private readonly Dictionary<string, Truck> _byId = [];
    private readonly List<Truck> _trucks = [];
    private readonly List<Truck> _reported = [];
    private readonly List<(Truck Truck, Segment Segment)> _dirty = [];
    private readonly bool _withExtras;
    private readonly long _lateness;

    public TruckTable(AlertRules rules, RouteTable routes, EngineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(routes);
        _rules = rules;
        _options = options ?? EngineOptions.Default;
        _contexts = new RuleContexts(rules, routes);
        _voice = new AlertVoice(rules, _contexts);
        _judge = new SegmentJudge(rules, _contexts, _voice, _options);
        _withExtras = rules.Rows.Any(r => AlertSignals.NeedsExtras(r.Signal));
        _lateness = _options.LatenessSeconds * Instant.MicrosecondsPerSecond;
    }

    /// <summary>How many trucks have reported.</summary>
    public int Count => _trucks.Count;

    /// <summary>How many readings the rules saw.</summary>
    public long Used { get; private set; }

    public long Duplicates { get; private set; }

    public long Late { get; private set; }

    /// <summary>The greatest reception or clock so far.</summary>
    public Instant Clock { get; private set; } = new(long.MinValue);

    /// <summary>What was said and not taken yet, in the order in which it was said.</summary>
    public IReadOnlyList<AlertChange> Changes => _voice.Changes;

    internal AlertRules Rules => _rules;

    internal RuleContexts Contexts => _contexts;

    internal IReadOnlyList<Truck> Trucks => _trucks;

    internal AlertVoice Voice => _voice;

    internal bool WithExtras => _withExtras;

    /// <summary>
    /// Takes a reading in. Changes of alerts that it brings are in <see cref="Changes"/> at once when it came in order, and after
    /// <see cref="Settle"/> when it did not.
    /// </summary>
    /// <param name="reading">As the reader of JSON gives it: refused ones do not come here.</param>
    /// <param name="receivedAt">When it was received. One that is before an earlier reading's counts as that one's.</param>
    public Acceptance Accept(in TelemetryReading reading, Instant receivedAt)
    {
        Truck truck = TruckOf(reading.TruckId);
        Clock = receivedAt > Clock ? receivedAt : Clock;
        Report(truck, reading, receivedAt);
        long at = reading.At.Microseconds;
        int day = reading.At.Day;
        Segment? segment = truck.Find(reading.TripId, day);
        if (segment is null ? at <= truck.ForgottenUpTo : at < segment.LastAt - _lateness)
        {
            Late++;
            return Acceptance.Late;
        }

        int context = ContextOf(truck, reading);
        var sample = new Sample(reading, context);
        SampleExtras extras = _withExtras ? SampleExtras.Of(reading) : default;
        segment ??= Begin(truck, reading.TripId, day);
        if (at > segment.LastAt)
        {
            segment.Append(sample, extras);
            if (truck.Latest != segment && truck.IsLater(segment))
            {
                MakeLatest(truck, segment, receivedAt.Microseconds);
            }

            Hear(truck, segment, sample, receivedAt.Microseconds);
            if (segment.IsDirty || truck.Latest != segment)
            {
                MarkDirty(truck, segment, segment.Ring.Count - 1);
            }
            else
            {
                _judge.Follow(truck, segment, receivedAt.Microseconds);
            }
        }
        else if (segment.Ring.Insert(sample, extras, out int index))
        {
            Hear(truck, segment, sample, receivedAt.Microseconds);
            MarkDirty(truck, segment, index);
        }
        else
        {
            Duplicates++;
            return Acceptance.Duplicate;
        }

        Used++;
        return Acceptance.Used;
    }

    /// <summary>
    /// Takes a reading for the state of its truck alone; the rules have seen it before. For whoever restores a snapshot, which
    /// knows no such states, and reads some readings again.
    /// </summary>
    public void Show(in TelemetryReading reading, Instant receivedAt) => Report(TruckOf(reading.TruckId), reading, receivedAt);

    /// <summary>Brings alerts up to readings that came out of order: once for all of them, so a truck that catches up costs little.</summary>
    public void Settle()
    {
        if (_dirty.Count == 0)
        {
            return;
        }

        foreach ((Truck truck, Segment segment) in _dirty)
        {
            _judge.Settle(truck, segment, segment.LastReceived);
        }

        _dirty.Clear();
    }

    /// <summary>Tells that it is so late: trucks that were not heard of for too long are silent.</summary>
    public void Advance(Instant clock)
    {
        Settle();
        Clock = clock > Clock ? clock : Clock;
        long now = clock.Microseconds;
        for (int i = _silence.NextOverdue(0, now); i >= 0; i = _silence.NextOverdue(i + 1, now))
        {
            Truck truck = _trucks[i];
            _silence.Set(i, SilenceWatch.Never);
            if (truck.Latest is { } latest && _contexts[latest.LastContext].Silence is { } rule)
            {
                latest.SilenceIsSaid = true;
                _voice.Say(AlertChangeKind.Opened, _voice.SilenceOf(truck, latest, rule, closedAt: null), now);
                Report(truck);
            }
        }
    }

    /// <summary>
    /// Says the figures of open alerts that have changed too little to be said before. With it, the changes so far, folded by
    /// alert, are exactly the alerts.
    /// </summary>
    public void TellFigures()
    {
        Settle();
        foreach (Truck truck in _trucks)
        {
            foreach (Segment segment in truck.Segments)
            {
                _judge.TellFigures(truck, segment);
            }
        }
    }

    /// <summary>Moves what was said to the end of a list.</summary>
    public void TakeChanges(ICollection<AlertChange> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        foreach (AlertChange change in _voice.Changes)
        {
            into.Add(change);
        }

        _voice.Changes.Clear();
    }

    /// <summary>The state of each truck that reported since the last call, once.</summary>
    public void TakeTrucks(ICollection<TruckState> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        Settle();
        foreach (Truck truck in _reported)
        {
            truck.HasReported = false;
            into.Add(new TruckState(truck.LatestReading, new Instant(truck.LatestReceived), OpenAlerts(truck).Count()));
        }

        _reported.Clear();
    }

    /// <summary>The alerts that are open now, with exact figures, by truck and then by id.</summary>
    public IReadOnlyList<Alert> OpenAlerts()
    {
        Settle();
        return [.. _trucks.SelectMany(OpenAlerts).OrderBy(a => a.TruckId, StringComparer.Ordinal).ThenBy(a => a.AlertId, StringComparer.Ordinal)];
    }

    /// <summary>Writes everything that is known, so that <see cref="Load"/> goes on from here. Take the changes first.</summary>
    public void Save(Stream stream)
    {
        Settle();
        new Snapshot(this, _options.LatenessSeconds).Write(stream);
    }

    /// <summary>
    /// Goes on from a snapshot; the table must be new. Rules may have changed since: alerts of rules that are gone are withdrawn,
    /// others are judged by the rules as they are from here on.
    /// </summary>
    /// <exception cref="WaybillException">Corrupt: the snapshot is damaged. NewerVersion: this program cannot read it.</exception>
    public void Load(Stream stream)
    {
        if (_trucks.Count > 0)
        {
            throw new InvalidOperationException("A snapshot goes into a new table.");
        }

        new Snapshot(this, _options.LatenessSeconds).Read(stream);
    }

    internal void Restore(Instant clock, long used, long duplicates, long late) => (Clock, Used, Duplicates, Late) = (clock, used, duplicates, late);

    internal Truck RestoreTruck(string id) => TruckOf(id);

    internal void RestoreSilence(Truck truck) => Await(truck);

    private Truck TruckOf(string id)
    {
        if (!_byId.TryGetValue(id, out Truck? truck))
        {
            truck = new Truck(id, _trucks.Count);
            _byId.Add(id, truck);
            _trucks.Add(truck);
            _silence.Set(truck.Index, SilenceWatch.Never);
        }

        return truck;
    }

    private void Report(Truck truck, in TelemetryReading reading, Instant receivedAt)
    {
        truck.LatestReceived = Math.Max(truck.LatestReceived, receivedAt.Microseconds);
        truck.TakeLatest(reading);
        Report(truck);
    }

    private void Report(Truck truck)
    {
        // Behind a snapshot only what is as late as what was there is news.
        if (!truck.HasReported && truck.LatestReading.TruckId is not null)
        {
            truck.HasReported = true;
            _reported.Add(truck);
        }
    }

    private int ContextOf(Truck truck, in TelemetryReading reading)
    {
        int context = truck.KnownContext(reading.Cargo, reading.Route);
        if (context < 0)
        {
            context = _contexts.Find(truck.Id, reading.Cargo, reading.Route);
            truck.KnowContext(reading.Cargo, reading.Route, context);
        }

        return context;
    }

    private Segment Begin(Truck truck, string? tripId, int day)
    {
        var segment = new Segment(tripId, day, _withExtras);
        truck.Add(segment);
        return segment;
    }

    private void MakeLatest(Truck truck, Segment segment, long receivedAt)
    {
        Segment? before = truck.Latest;
        truck.Latest = segment;
        if (before is null)
        {
            return;
        }

        if (before.SilenceIsSaid && _contexts[before.LastContext].Silence is { } rule)
        {
            before.SilenceIsSaid = false;
            _voice.Say(AlertChangeKind.Withdrawn, _voice.SilenceOf(truck, before, rule, closedAt: null), receivedAt);
        }

        MarkDirty(truck, before, before.Ring.Count);
        if (segment.Ring.Count > 1)
        {
            MarkDirty(truck, segment, segment.Ring.Count - 1);
        }

        before.Ring.Trim();
        truck.Forget(segment.LastAt - (_options.KeepSegmentSeconds * Instant.MicrosecondsPerSecond), _options.KeepSegments);
    }

    /// <summary>A reading was received: a silence before it is over.</summary>
    private void Hear(Truck truck, Segment segment, in Sample sample, long receivedAt)
    {
        long received = Math.Max(segment.LastReceived, receivedAt);
        if (segment.LastReceived != long.MinValue && !segment.MayBeSilent && _contexts[segment.LastContext].Silence is { } rule)
        {
            EndSilence(truck, segment, rule, received, receivedAt);
        }

        segment.LastReceived = received;
        segment.LastContext = sample.Context;
        segment.MayBeSilent = sample.EngineIsOff;
        if (truck.Latest == segment)
        {
            Await(truck);
        }
    }

    private void EndSilence(Truck truck, Segment segment, in CompiledRule rule, long received, long receivedAt)
    {
        bool wasSilent = received - segment.LastReceived > rule.Hold;
        if (wasSilent)
        {
            if (!segment.SilenceIsSaid)
            {
                _voice.Say(AlertChangeKind.Opened, _voice.SilenceOf(truck, segment, rule, closedAt: null), receivedAt);
            }

            _voice.Say(AlertChangeKind.Closed, _voice.SilenceOf(truck, segment, rule, received), receivedAt);
        }
        else if (segment.SilenceIsSaid)
        {
            // The clock ran ahead of what had been received in time but waited to be read.
            _voice.Say(AlertChangeKind.Withdrawn, _voice.SilenceOf(truck, segment, rule, closedAt: null), receivedAt);
        }

        segment.SilenceIsSaid = false;
    }

    private void Await(Truck truck)
    {
        Segment segment = truck.Latest!; // Only called when there is one.
        CompiledRule? rule = _contexts[segment.LastContext].Silence;
        bool waits = rule is not null && !segment.SilenceIsSaid && !segment.MayBeSilent;
        _silence.Set(truck.Index, waits ? segment.LastReceived + rule!.Value.Hold : SilenceWatch.Never);
    }

    private void MarkDirty(Truck truck, Segment segment, int from)
    {
        if (!segment.IsDirty)
        {
            _dirty.Add((truck, segment));
        }

        segment.MarkDirty(from);
    }

    private IEnumerable<Alert> OpenAlerts(Truck truck)
    {
        foreach (Segment segment in truck.Segments)
        {
            if (segment.HasSaid)
            {
                foreach (Said said in segment.Said)
                {
                    if (said.End == AlertEnd.Open)
                    {
                        yield return _voice.AlertOf(truck, segment, Said.Open(segment.Now.Find(said.Run.Rule), said.SaidAt));
                    }
                }
            }

            if (segment.SilenceIsSaid && _contexts[segment.LastContext].Silence is { } rule)
            {
                yield return _voice.SilenceOf(truck, segment, rule, closedAt: null);
            }
        }
    }
}
