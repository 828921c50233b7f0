using System.Runtime.InteropServices;

namespace Waybill.Speed.Rules;

/// <summary>The plans that are in use, numbered: a reading keeps the number of its own.</summary>
internal sealed class RuleContexts
{
    /// <summary>Real fleets have dozens. A sender who invents cargos without end gets the general rules from here on.</summary>
    private const int MaxContexts = 1 << 20;

    private readonly AlertRules _rules;
    private readonly RouteTable _routes;
    private readonly Dictionary<(string Truck, string Cargo, string Route), int> _numbers = [];
    private readonly List<RulePlan> _plans = [];
    private readonly List<string> _trucks = [];

    public RuleContexts(AlertRules rules, RouteTable routes)
    {
        _rules = rules;
        _routes = routes;
    }

    public int Count => _plans.Count;

    public RulePlan this[int number] => CollectionsMarshal.AsSpan(_plans)[number];

    /// <summary>The truck that a plan is for, empty when it is for all that have no rows of their own.</summary>
    public string TruckOf(int number) => _trucks[number];

    public int Find(string truckId, string? cargo, string? route)
    {
        string truck = _rules.HasOwnRows(truckId) ? truckId : "";
        if (_numbers.TryGetValue((truck, cargo ?? "", route ?? ""), out int number))
        {
            return number;
        }

        return _plans.Count < MaxContexts ? Add(truck, cargo, route) : _numbers.TryGetValue((truck, "", ""), out number) ? number : 0;
    }

    /// <summary>Gives the next number.</summary>
    public int Add(string truck, string? cargo, string? route)
    {
        int number = _plans.Count;
        _plans.Add(new RulePlan(_rules, _routes, truck, cargo, route));
        _trucks.Add(truck);
        _numbers.TryAdd((truck, cargo ?? "", route ?? ""), number);
        return number;
    }
}
