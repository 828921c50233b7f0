using Waybill.DuckDb;

namespace Waybill.Connectors.Truth;

/// <summary>One kind of clean rows in the database of the truth: turns one day's rows after the other into Parquet.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
internal sealed class TruthTable<TRow> : IDisposable
    where TRow : struct
{
    private const int BatchRows = 2048;

    private readonly DuckDbConnection _connection;
    private readonly string _function;
    private RowPipe<TRow> _rows = new(1);

    /// <param name="database">The database.</param>
    /// <param name="name">Name of the folder in <c>truth/</c>.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="open">Makes what hands the rows of a pipe to DuckDB.</param>
    public TruthTable(
        DuckDbDatabase database, string name, IReadOnlyList<DuckDbColumn> columns, Func<RowPipe<TRow>, ITableSource> open)
    {
        Name = name;
        _connection = database.Connect();
        _function = $"truth_{name}";
        _connection.CreateTableSource(_function, columns, () => open(_rows));
    }

    public string Name { get; }

    /// <summary>Starts writing rows to a file.</summary>
    public (RowPipe<TRow> Rows, Task Written) Write(string path)
    {
        var rows = new RowPipe<TRow>(BatchRows);
        _rows = rows;
        Task written = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    _connection.Execute(
                        $"copy (select * from {_function}()) to {Sql.Literal(path)} (format parquet, compression zstd)");
                }
                catch (Exception e)
                {
                    rows.Fail(e);
                    throw;
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        return (rows, written);
    }

    public void Dispose() => _connection.Dispose();
}
