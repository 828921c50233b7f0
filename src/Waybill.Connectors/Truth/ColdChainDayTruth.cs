using Waybill.Connectors.Files;
using Waybill.Events.ColdChain;

namespace Waybill.Connectors.Truth;

/// <summary>One day's truth of the trucks: <c>truth/trips</c>, <c>truth/incidents</c> and <c>truth/breaches</c>.</summary>
internal sealed class ColdChainDayTruth(ColdChainTables tables, string root, string file) : IDisposable
{
    private readonly TruthFile<TripTruthRow> _trips = new(tables.Trips, root, file);
    private readonly TruthFile<IncidentRow> _incidents = new(tables.Incidents, root, file);
    private readonly TruthFile<BreachRow> _breaches = new(tables.Breaches, root, file);

    public void Append(IReadOnlyList<TripTruthRow> trips, IReadOnlyList<IncidentRow> incidents, IReadOnlyList<BreachRow> breaches)
    {
        _trips.Write([.. trips]);
        _incidents.Write([.. incidents]);
        _breaches.Write([.. breaches]);
    }

    public void Complete()
    {
        _trips.End();
        _incidents.End();
        _breaches.End();
        _trips.Await();
        _incidents.Await();
        _breaches.Await();
    }

    public IReadOnlyList<WrittenFile> Publish() => [_trips.Publish(), _incidents.Publish(), _breaches.Publish()];

    public void Dispose()
    {
        _trips.Dispose();
        _incidents.Dispose();
        _breaches.Dispose();
    }
}
