using Waybill.Connectors.Files;
using Waybill.Events.ColdChain;
using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Events.Sinks;
using Waybill.Events.Values;

namespace Waybill.Connectors.Truth;

/// <summary>
/// One day's clean rows as Parquet, written while they come: <c>truth/orders/yyyy-MM-dd.parquet</c>,
/// <c>truth/order_status_events/yyyy-MM-dd.parquet</c>, one file for each feed of the factories, and trips, incidents and breaches of trucks.
/// </summary>
public sealed class DayTruth : ITruthSink, IDisposable
{
    private readonly TruthFile<SalesRow> _orders;
    private readonly TruthFile<StatusRow> _statuses;
    private readonly FactoryDayTruth? _factory;
    private readonly ColdChainDayTruth? _coldChain;

    /// <param name="database">Writes one day at a time.</param>
    /// <param name="root">Absolute path of the workspace.</param>
    /// <param name="day">Days since 1970-01-01.</param>
    public DayTruth(TruthDatabase database, string root, int day)
    {
        ArgumentNullException.ThrowIfNull(database);
        string file = $"{Instant.FromDay(day).ToString()[..10]}.parquet";
        _orders = new(database.Orders, root, file);
        _statuses = new(database.Statuses, root, file);
        _factory = database.Factory is null ? null : new FactoryDayTruth(database.Factory, root, file);
        _coldChain = database.ColdChain is null ? null : new ColdChainDayTruth(database.ColdChain, root, file);
    }

    public void Append(ReadOnlySpan<SalesRow> orders, ReadOnlySpan<StatusRow> statuses)
    {
        int nextStatus = 0;
        foreach (ref readonly SalesRow order in orders)
        {
            while (nextStatus < statuses.Length && statuses[nextStatus].SourceSeq < order.SourceSeq)
            {
                _statuses.Write(in statuses[nextStatus++]);
            }

            _orders.Write(in order);
            _statuses.Write(new StatusRow(order.Id, OrderStatus.Pending, order.SoldAt, order.SourceSeq));
        }

        _statuses.Write(statuses[nextStatus..]);
    }

    /// <summary>Takes the clean rows of a factory; read before the call returns.</summary>
    public void Append(
        ReadOnlySpan<BatchRow> batches,
        ReadOnlySpan<SensorRow> readings,
        ReadOnlySpan<CheckRow> checks,
        ReadOnlySpan<OperatorLogRow> logs) => _factory?.Append(batches, readings, checks, logs);

    /// <summary>Takes what truly happened to the trucks of a depot; read before the call returns.</summary>
    public void Append(IReadOnlyList<TripTruthRow> trips, IReadOnlyList<IncidentRow> incidents, IReadOnlyList<BreachRow> breaches) =>
        _coldChain?.Append(trips, incidents, breaches);

    /// <summary>Ends the files and forces them to the disk.</summary>
    public void Complete()
    {
        _orders.End();
        _statuses.End();
        _factory?.Complete();
        _coldChain?.Complete();
        _orders.Await();
        _statuses.Await();
    }

    /// <summary>Gives the files their names.</summary>
    public IReadOnlyList<WrittenFile> Publish() => [_orders.Publish(), _statuses.Publish(), .. _factory?.Publish() ?? [], .. _coldChain?.Publish() ?? []];

    public void Dispose()
    {
        _orders.Dispose();
        _statuses.Dispose();
        _factory?.Dispose();
        _coldChain?.Dispose();
    }
}
