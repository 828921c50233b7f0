using System.Runtime.InteropServices;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;
using Waybill.Speed.Rules;

namespace Waybill.Speed.Engine;

/// <summary>
/// Brings the alerts of a segment up to its readings. A reading in order costs one step; when one came between others, or the segment
/// began or ceased to be the truck's latest, the rules go again from a point before, and what differs from what was said is said.
/// </summary>
internal sealed class SegmentJudge
{
    private readonly RuleEvaluator _evaluator;
    private readonly AlertVoice _voice;
    private readonly long _lateness;
    private readonly int _updateMilli;
    private readonly long _updateAfter;
    private readonly List<Said> _fresh = [];
    private RuleState _state = RuleState.Empty;

    public SegmentJudge(AlertRules rules, RuleContexts contexts, AlertVoice voice, EngineOptions options)
    {
        _evaluator = new RuleEvaluator(contexts, rules);
        _voice = voice;
        _lateness = options.LatenessSeconds * Instant.MicrosecondsPerSecond;
        _updateMilli = options.UpdateMilli;
        _updateAfter = options.UpdateSeconds * Instant.MicrosecondsPerSecond;
    }

    /// <summary>Takes the rules over the last reading of the truck's latest segment, which has no others that they did not see.</summary>
    public void Follow(Truck truck, Segment segment, long receivedAt)
    {
        _evaluator.Step(ref segment.Now, segment.Ring, segment.Ring.Count - 1);
        if (_evaluator.Events.Count > 0)
        {
            foreach (ref readonly RunEvent happened in CollectionsMarshal.AsSpan(_evaluator.Events))
            {
                Tell(truck, segment, happened, receivedAt);
            }
        }

        if (segment.Second.LastAt < segment.LastAt - _lateness)
        {
            segment.Promote();
        }
    }

    /// <summary>Takes the rules again over all that they did not see in its place, and says what differs.</summary>
    public void Settle(Truck truck, Segment segment, long at)
    {
        long from = Replay(segment);
        if (truck.Latest != segment)
        {
            foreach (ref Said alert in CollectionsMarshal.AsSpan(_fresh))
            {
                if (alert.End == AlertEnd.Open)
                {
                    alert.Close(segment.LastAt, AlertEnd.TripEnded);
                }
            }
        }

        TellDifferences(truck, segment, from, at);
        segment.MarkClean();
        if (segment.Second.LastAt < segment.LastAt - _lateness)
        {
            segment.Promote();
        }
    }

    /// <summary>Says the figures of open alerts that were not said because they changed too little.</summary>
    public void TellFigures(Truck truck, Segment segment)
    {
        if (!segment.HasSaid)
        {
            return;
        }

        foreach (ref Said alert in CollectionsMarshal.AsSpan(segment.Said))
        {
            if (alert.End == AlertEnd.Open)
            {
                var now = Said.Open(segment.Now.Find(alert.Run.Rule), segment.LastAt);
                if (!now.HasSameFigures(alert))
                {
                    alert = now;
                    _voice.Say(AlertChangeKind.Updated, truck, segment, alert, segment.LastReceived);
                }
            }
        }
    }

    /// <summary>The reading after which the rules go again, and the alerts that are open or opened since in <see cref="_fresh"/>.</summary>
    private long Replay(Segment segment)
    {
        int unseen = Math.Min(segment.DirtyFrom, segment.Ring.Count);
        bool fromFirst = unseen < segment.Second.Seen;
        ref RuleState start = ref unseen >= segment.Now.Seen ? ref segment.Now
            : ref fromFirst ? ref segment.First
            : ref segment.Second;
        long from = start.LastAt;
        long second = segment.Second.LastAt;
        _state.CopyFrom(start);
        _fresh.Clear();
        foreach (ref readonly Run run in _state.Runs)
        {
            if (run.IsOpen)
            {
                _fresh.Add(Said.Open(run, segment.LastAt));
            }
        }

        for (int i = _state.Seen; i < segment.Ring.Count; i++)
        {
            if (fromFirst && segment.Ring[i].At > second)
            {
                segment.Second.CopyFrom(_state);
                fromFirst = false;
            }

            _evaluator.Step(ref _state, segment.Ring, i);
            foreach (ref readonly RunEvent happened in CollectionsMarshal.AsSpan(_evaluator.Events))
            {
                Note(happened, segment.LastAt);
            }
        }

        if (fromFirst)
        {
            segment.Second.CopyFrom(_state);
        }

        segment.Now.CopyFrom(_state);
        return from;
    }

    private void Note(in RunEvent happened, long lastAt)
    {
        if (happened.Kind == RunEventKind.Opened)
        {
            _fresh.Add(Said.Open(happened.Run, lastAt));
            return;
        }

        foreach (ref Said alert in CollectionsMarshal.AsSpan(_fresh))
        {
            if (alert.Run.Rule == happened.Run.Rule && alert.End == AlertEnd.Open)
            {
                alert.Run = happened.Run;
                if (happened.Kind == RunEventKind.Closed)
                {
                    alert.Close(happened.At, AlertEnd.Cleared);
                }

                return;
            }
        }
    }

    private void TellDifferences(Truck truck, Segment segment, long from, long at)
    {
        if (_fresh.Count == 0 && !segment.HasSaid)
        {
            return;
        }

        // From the end, so that one that is withdrawn can be taken out.
        for (int i = segment.Said.Count - 1; i >= 0; i--)
        {
            Said before = segment.Said[i];
            bool isFinal = before.End == AlertEnd.Cleared && before.ClosedAt <= from;
            if (!isFinal && !_fresh.Exists(f => f.IsSame(before)))
            {
                _voice.Say(AlertChangeKind.Withdrawn, truck, segment, before, at);
                segment.Said.RemoveAt(i);
            }
        }

        foreach (ref Said fresh in CollectionsMarshal.AsSpan(_fresh))
        {
            Said now = fresh;
            int known = segment.Said.FindIndex(s => s.IsSame(now));
            if (known < 0)
            {
                segment.Said.Add(now);
                var opened = Said.Open(now.Run, now.SaidAt);
                _voice.Say(AlertChangeKind.Opened, truck, segment, opened, at);
                if (now.End != AlertEnd.Open)
                {
                    _voice.Say(AlertChangeKind.Closed, truck, segment, now, at);
                }
            }
            else if (IsWorthSaying(segment.Said[known], now))
            {
                bool closes = segment.Said[known].End == AlertEnd.Open && now.End != AlertEnd.Open;
                segment.Said[known] = now;
                _voice.Say(closes ? AlertChangeKind.Closed : AlertChangeKind.Updated, truck, segment, now, at);
            }
        }
    }

    private void Tell(Truck truck, Segment segment, in RunEvent happened, long receivedAt)
    {
        var now = Said.Open(happened.Run, happened.At);
        if (happened.Kind == RunEventKind.Opened)
        {
            segment.Said.Add(now);
            _voice.Say(AlertChangeKind.Opened, truck, segment, now, receivedAt);
            return;
        }

        foreach (ref Said said in CollectionsMarshal.AsSpan(segment.Said))
        {
            if (said.End != AlertEnd.Open || !said.IsSame(now))
            {
                continue;
            }

            if (happened.Kind == RunEventKind.Closed)
            {
                now.Close(happened.At, AlertEnd.Cleared);
                said = now;
                _voice.Say(AlertChangeKind.Closed, truck, segment, said, receivedAt);
            }
            else if (IsWorthSaying(said, now))
            {
                said = now;
                _voice.Say(AlertChangeKind.Updated, truck, segment, said, receivedAt);
            }

            return;
        }
    }

    /// <summary>Figures of an open alert wait until they have changed by much, or for long.</summary>
    private bool IsWorthSaying(in Said said, in Said now)
    {
        if (!said.HasSameShape(now))
        {
            return true;
        }

        if (said.HasSameFigures(now))
        {
            return false;
        }

        return now.End != AlertEnd.Open
            || now.SaidAt - said.SaidAt >= _updateAfter
            || (now.Run.Peak != TelemetryReading.Missing && Math.Abs((long)now.Run.Peak - said.Run.Peak) >= _updateMilli);
    }
}
