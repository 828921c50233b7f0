using Waybill.DuckDb;
using Waybill.Events.Rows;

namespace Waybill.Connectors.Truth;

/// <summary>
/// The DuckDB that turns clean rows into Parquet; one for a whole simulation. It has one thread of its own making, none: each
/// file is written by the thread that asks for it, so the bytes never depend on the machine.
/// </summary>
public sealed class TruthDatabase : IDisposable
{
    private readonly DuckDbDatabase _database;

    /// <param name="vocabulary">The texts of the order feeds.</param>
    /// <param name="factory">The texts of the factories' feeds; null when the world has none.</param>
    /// <param name="hasTrucks">Whether the world has trucks.</param>
    public TruthDatabase(FeedVocabulary vocabulary, FactoryVocabulary? factory = null, bool hasTrucks = false)
    {
        _database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1, PreserveInsertionOrder = true });
        Orders = new(_database, "orders", OrderSource.Columns, rows => new OrderSource(rows, vocabulary));
        Statuses = new(_database, "order_status_events", StatusEventSource.Columns, rows => new StatusEventSource(rows));
        Factory = factory is null ? null : new FactoryTables(_database, factory);
        ColdChain = hasTrucks ? new ColdChainTables(_database) : null;
    }

    internal TruthTable<SalesRow> Orders { get; }

    internal TruthTable<StatusRow> Statuses { get; }

    internal FactoryTables? Factory { get; }

    internal ColdChainTables? ColdChain { get; }

    public void Dispose()
    {
        Orders.Dispose();
        Statuses.Dispose();
        Factory?.Dispose();
        ColdChain?.Dispose();
        _database.Dispose();
    }
}
