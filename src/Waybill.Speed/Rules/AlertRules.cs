using Waybill.Events;

namespace Waybill.Speed.Rules;

/// <summary>All rules. Of the rows of one rule the most specific that fits holds: truck and cargo, then truck, then cargo, then general.</summary>
public sealed class AlertRules
{
    /// <summary>A run of each rule is a bit of a word.</summary>
    public const int MaxRules = 64;

    /// <summary>The rule whose limit a foreseen breach is about.</summary>
    public const string BreachedRule = "too_warm";

    private readonly AlertRule[] _rows;
    private readonly string[] _names;
    private readonly HashSet<string> _ownTrucks;

    /// <param name="rows">In any order; the order of names decides nothing but the order in which rules are asked.</param>
    /// <param name="place">Where the rows were written, for messages.</param>
    /// <exception cref="WaybillException">BadInput: a row makes no sense, stands twice, or differs in its signal from others of its name.</exception>
    public AlertRules(IEnumerable<AlertRule> rows, string place)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _rows = [.. rows];
        foreach (AlertRule row in _rows)
        {
            row.Validate(place);
        }

        RefuseContradictions(place);
        _names = [.. _rows.Select(r => r.Rule).Distinct()];
        if (_names.Length > MaxRules)
        {
            throw new WaybillException(WaybillErrorKind.BadInput, $"{place}: {_names.Length} rules are too many", $"Keep at most {MaxRules} names.");
        }

        _ownTrucks = [.. _rows.Select(r => r.TruckId).OfType<string>()];
    }

    public IReadOnlyList<AlertRule> Rows => _rows;

    /// <summary>Each rule once, in the order in which they first stand.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>These rules with rows added; a row for the same rule, cargo and truck replaces the one that is there.</summary>
    public AlertRules With(IEnumerable<AlertRule> rows, string place)
    {
        var added = rows.ToList();
        return new AlertRules(_rows.Where(r => !added.Exists(a => Key(a) == Key(r))).Concat(added), place);
    }

    /// <summary>The row that holds for a truck and its cargo, or null when the rule does not concern them.</summary>
    public AlertRule? Find(string rule, string truckId, string? cargo)
    {
        AlertRule? best = null;
        int bestRank = -1;
        foreach (AlertRule row in _rows)
        {
            if (row.Rule == rule && (row.TruckId ?? truckId) == truckId && (row.Cargo is null || row.Cargo == cargo))
            {
                int rank = (row.TruckId is null ? 0 : 2) + (row.Cargo is null ? 0 : 1);
                if (rank > bestRank)
                {
                    (best, bestRank) = (row, rank);
                }
            }
        }

        return best;
    }

    /// <summary>True when a row names the truck.</summary>
    internal bool HasOwnRows(string truckId) => _ownTrucks.Contains(truckId);

    private static (string Rule, string? Cargo, string? TruckId) Key(AlertRule row) => (row.Rule, row.Cargo, row.TruckId);

    private void RefuseContradictions(string place)
    {
        foreach (var same in _rows.GroupBy(Key))
        {
            if (same.Skip(1).Any())
            {
                string who = $"cargo '{same.Key.Cargo}', truck '{same.Key.TruckId}'";
                throw new WaybillException(WaybillErrorKind.BadInput, $"{place}: rule '{same.Key.Rule}' stands twice for {who}", "Keep one of the rows.");
            }
        }

        var silences = _rows.Where(r => r.Signal == AlertSignal.Silence).Select(r => r.Rule).Distinct().ToList();
        if (silences.Count > 1)
        {
            throw new WaybillException(
                WaybillErrorKind.BadInput, $"{place}: the rules {string.Join(" and ", silences)} both wait for silence", "Keep one; its rows may differ by truck and cargo.");
        }

        foreach (var rule in _rows.GroupBy(r => r.Rule))
        {
            var signals = rule.Select(r => r.Signal).Distinct().Select(AlertSignals.WordOf).ToList();
            if (signals.Count > 1)
            {
                throw new WaybillException(
                    WaybillErrorKind.BadInput,
                    $"{place}: rule '{rule.Key}' has the signals {string.Join(" and ", signals)}",
                    "Give the rows of a rule the same signal, or the rules different names.");
            }
        }
    }
}
