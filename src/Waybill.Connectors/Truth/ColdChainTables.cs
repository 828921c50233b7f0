using Waybill.DuckDb;
using Waybill.Events.ColdChain;

namespace Waybill.Connectors.Truth;

/// <summary>What truly happened to the trucks, in the database of the truth.</summary>
internal sealed class ColdChainTables(DuckDbDatabase database) : IDisposable
{
    public TruthTable<TripTruthRow> Trips { get; } = new(database, "trips", TripSource.Columns, rows => new TripSource(rows));

    public TruthTable<IncidentRow> Incidents { get; } =
        new(database, "incidents", IncidentSource.Columns, rows => new IncidentSource(rows));

    public TruthTable<BreachRow> Breaches { get; } =
        new(database, "breaches", BreachSource.Columns, rows => new BreachSource(rows));

    public void Dispose()
    {
        Trips.Dispose();
        Incidents.Dispose();
        Breaches.Dispose();
    }
}
