using Waybill.Events.Values;
using Waybill.Sim.Truth;

namespace Waybill.Sim.Commerce.Sources;

/// <summary>Labels a day's fraudulent orders; a run of one fraudster never lasts longer than a day.</summary>
internal sealed class FraudRuns
{
    private readonly Dictionary<(FraudDemand Source, int Actor), Instant> _starts = [];

    public void Clear() => _starts.Clear();

    public FraudLabel Label(OrderId id, FraudDemand source, in OrderFacts facts, Instant soldAt)
    {
        if (!_starts.TryGetValue((source, facts.Actor), out Instant start))
        {
            start = soldAt;
            _starts.Add((source, facts.Actor), start);
        }

        return new FraudLabel(id, CustomerId(id.Cell, facts.Buyer), source.Pattern, start);
    }

    private static long CustomerId(int cell, int buyer) => ((long)cell * Scenarios.Scenario.MostCustomers) + buyer + 1;
}
