using Waybill.DuckDb;
using Waybill.Events.Rows;

namespace Waybill.Connectors.Truth;

/// <summary>
/// The DuckDB that turns clean rows into Parquet; one for a whole simulation. It has one thread of its own making, none: each
/// file is written by the thread that asks for it, so the bytes never depend on the machine.
/// </summary>
public sealed class TruthDatabase : IDisposable
{
    private const string OrdersFunction = "truth_orders";
    private const string StatusesFunction = "truth_statuses";
    private const int BatchRows = 2048;

    private readonly FeedVocabulary _vocabulary;
    private readonly DuckDbDatabase _database;
    private readonly DuckDbConnection _orders;
    private readonly DuckDbConnection _statuses;
    private RowPipe<SalesRow> _orderRows = new(1);
    private RowPipe<StatusRow> _statusRows = new(1);

    public TruthDatabase(FeedVocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1, PreserveInsertionOrder = true });
        _orders = _database.Connect();
        _statuses = _database.Connect();
        _orders.CreateTableSource(OrdersFunction, OrderSource.Columns, () => new OrderSource(_orderRows, _vocabulary));
        _statuses.CreateTableSource(StatusesFunction, StatusEventSource.Columns, () => new StatusEventSource(_statusRows));
    }

    public void Dispose()
    {
        _orders.Dispose();
        _statuses.Dispose();
        _database.Dispose();
    }

    /// <summary>Starts writing clean orders to a file.</summary>
    internal (RowPipe<SalesRow> Rows, Task Written) WriteOrders(string path)
    {
        _orderRows = new RowPipe<SalesRow>(BatchRows);
        return (_orderRows, Copy(_orders, OrdersFunction, path, _orderRows.Fail));
    }

    /// <summary>Starts writing clean status changes to a file.</summary>
    internal (RowPipe<StatusRow> Rows, Task Written) WriteStatuses(string path)
    {
        _statusRows = new RowPipe<StatusRow>(BatchRows);
        return (_statusRows, Copy(_statuses, StatusesFunction, path, _statusRows.Fail));
    }

    private static Task Copy(DuckDbConnection connection, string function, string path, Action<Exception> fail) =>
        Task.Factory.StartNew(
            () =>
            {
                try
                {
                    connection.Execute(
                        $"copy (select * from {function}()) to {Sql.Literal(path)} (format parquet, compression zstd)");
                }
                catch (Exception e)
                {
                    fail(e);
                    throw;
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
}
