using Waybill.Events.Telemetry;
using Waybill.Events.Values;
using Waybill.Speed.Rules;

namespace Waybill.Speed.Engine;

/// <summary>Takes a state over one reading: asks each rule that concerns it, and holds runs until they are alerts.</summary>
internal sealed class RuleEvaluator
{
    private readonly RuleContexts _contexts;
    private readonly bool _withTrend;
    private readonly List<RunEvent> _events = [];

    public RuleEvaluator(RuleContexts contexts, AlertRules rules)
    {
        _contexts = contexts;
        _withTrend = rules.Rows.Any(r => r.Signal == AlertSignal.BreachSoon);
    }

    /// <summary>What the last step did to alerts; seldom anything.</summary>
    public List<RunEvent> Events => _events;

    /// <summary>Takes in the reading at an index; all before it were taken in.</summary>
    public void Step(ref RuleState state, SampleRing ring, int index)
    {
        if (_events.Count > 0)
        {
            _events.Clear();
        }

        ref readonly Sample sample = ref ring[index];
        Verdict stuck = state.Stuck.Next(sample.Temp);
        long second = SecondOf(sample);
        state.FuelDrop.Next(sample, second);
        SlideTrend(ref state, ring, index);
        RulePlan plan = _contexts[sample.Context];
        foreach (ref readonly CompiledRule rule in plan.Rules)
        {
            int value = TelemetryReading.Missing;
            Verdict verdict = rule.Signal switch
            {
                AlertSignal.TempAbove => ThresholdSignal.Above(value = sample.Temp, rule.Limit, rule.Clear),
                AlertSignal.TempBelow => ThresholdSignal.Below(value = sample.Temp, rule.Limit, rule.Clear),
                AlertSignal.SpeedAbove => ThresholdSignal.Above(value = sample.Speed, rule.Limit, rule.Clear),
                AlertSignal.FuelBelow => ThresholdSignal.Below(value = sample.Fuel, rule.Limit, rule.Clear),
                AlertSignal.BreachSoon => BreachSignal.Read(state.Trend, value = sample.Temp, rule.Limit),
                AlertSignal.Stuck => Valued(stuck, sample.Temp, out value),
                AlertSignal.Dead => DeadSignal.Read(sample.Temp),
                AlertSignal.DoorMoving => Valued(DoorMovingSignal.Read(sample, rule.Limit), sample.Speed, out value),
                AlertSignal.Idling => IdlingSignal.Read(sample),
                AlertSignal.Harsh => HarshSignal.Read(sample),
                AlertSignal.OffRoute => OffRouteSignal.Read(sample, plan.Path, rule.Limit, rule.Clear),
                AlertSignal.FuelDrop => Valued(state.FuelDrop.Read(sample, second, rule.Limit), sample.Fuel, out value),
                _ => Extra(ring.ExtrasOf(index), rule, out value),
            };
            if (verdict == Verdict.Bad)
            {
                Bad(ref state, sample, rule, value);
            }
            else if (verdict == Verdict.Good && (state.Running & (1UL << rule.Index)) != 0)
            {
                Good(ref state, rule.Index, sample.At);
            }
        }

        state.Seen = index + 1;
        state.LastAt = sample.At;
    }

    private static Verdict Valued(Verdict verdict, int of, out int value)
    {
        value = of;
        return verdict;
    }

    private static Verdict Extra(in SampleExtras extras, in CompiledRule rule, out int value)
    {
        value = rule.Signal switch
        {
            AlertSignal.CargoTempAbove or AlertSignal.CargoTempBelow => extras.CargoTemp,
            AlertSignal.HumidityAbove or AlertSignal.HumidityBelow => extras.Humidity,
            AlertSignal.AmbientAbove => extras.Ambient,
            _ => extras.Battery,
        };
        return AlertSignals.IsBelow(rule.Signal)
            ? ThresholdSignal.Below(value, rule.Limit, rule.Clear)
            : ThresholdSignal.Above(value, rule.Limit, rule.Clear);
    }

    private static long SecondOf(in Sample sample) => new Instant(sample.At).Seconds;

    private void SlideTrend(ref RuleState state, SampleRing ring, int index)
    {
        if (!_withTrend)
        {
            state.TrendFrom = index;
            return;
        }

        ref readonly Sample sample = ref ring[index];
        if (!state.Trend.MoveTo(SecondOf(sample)))
        {
            state.TrendFrom = index;
        }

        long from = sample.At - TemperatureTrend.Window;
        while (state.TrendFrom < index && ring[state.TrendFrom].At <= from)
        {
            ref readonly Sample old = ref ring[state.TrendFrom++];
            state.Trend.OpenDoors -= old.DoorIsOpen ? 1 : 0;
            if (old.Temp != TelemetryReading.Missing)
            {
                state.Trend.Remove(SecondOf(old), old.Temp);
            }
        }

        state.Trend.OpenDoors += sample.DoorIsOpen ? 1 : 0;
        if (sample.Temp != TelemetryReading.Missing)
        {
            state.Trend.Add(sample.Temp);
        }
    }

    private void Bad(ref RuleState state, in Sample sample, in CompiledRule rule, int value)
    {
        ref Run run = ref (state.Running & (1UL << rule.Index)) == 0
            ? ref state.Start(rule.Index, sample.At)
            : ref state.Find(rule.Index);
        run.Add(value, AlertSignals.LeastIsWorst(rule.Signal));
        if (run.IsOpen)
        {
            _events.Add(new RunEvent(RunEventKind.Went, run, sample.At));
        }
        else if (sample.At - run.StartedAt >= rule.Hold)
        {
            run.OpenedAt = sample.At;
            run.Opening = value;
            run.Context = sample.Context;
            run.BreachIn = rule.Signal == AlertSignal.BreachSoon
                ? BreachSignal.SecondsToLimit(state.Trend, sample.Temp, rule.Limit)
                : TelemetryReading.Missing;
            _events.Add(new RunEvent(RunEventKind.Opened, run, sample.At));
        }
    }

    private void Good(ref RuleState state, int rule, long at)
    {
        Run run = state.End(rule);
        if (run.IsOpen)
        {
            _events.Add(new RunEvent(RunEventKind.Closed, run, at));
        }
    }
}
