using Waybill.Events.Telemetry;

namespace Waybill.Speed.Rules;

/// <summary>The rows that hold for readings of one kind: of a truck (where a row names it), a cargo and a road.</summary>
internal sealed class RulePlan
{
    private readonly CompiledRule[] _rules;

    public RulePlan(AlertRules rules, RouteTable routes, string truckId, string? cargo, string? route)
    {
        Path = routes.Find(route);
        Cargo = cargo;
        Route = route;
        int breached = rules.Find(AlertRules.BreachedRule, truckId, cargo)?.LimitMilli ?? TelemetryReading.Missing;
        var compiled = new List<CompiledRule>();
        for (int i = 0; i < rules.Names.Count; i++)
        {
            AlertRule? row = rules.Find(rules.Names[i], truckId, cargo);
            if (row?.Signal == AlertSignal.Silence)
            {
                Silence = new CompiledRule(row, i, TelemetryReading.Missing);
            }
            else if (row is not null)
            {
                compiled.Add(new CompiledRule(row, i, row.Signal == AlertSignal.BreachSoon ? breached : row.LimitMilli));
            }
        }

        _rules = [.. compiled];
    }

    public string? Cargo { get; }

    public string? Route { get; }

    public RoutePath? Path { get; }

    /// <summary>The rules that turn readings into verdicts: all but silence.</summary>
    public ReadOnlySpan<CompiledRule> Rules => _rules;

    /// <summary>How long nothing may come in; null when nobody asks.</summary>
    public CompiledRule? Silence { get; }

    /// <summary>The row of a rule; null when it does not concern such readings.</summary>
    public CompiledRule? Row(int index)
    {
        foreach (ref readonly CompiledRule rule in Rules)
        {
            if (rule.Index == index)
            {
                return rule;
            }
        }

        return Silence?.Index == index ? Silence : null;
    }
}
