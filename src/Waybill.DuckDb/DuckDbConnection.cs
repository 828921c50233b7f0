using Waybill.DuckDb.Handles;
using Waybill.DuckDb.Internals;
using Waybill.DuckDb.Native;

namespace Waybill.DuckDb;

/// <summary>
/// A connection, used by one thread at a time; only <see cref="Interrupt"/> may be called from others
/// meanwhile. Connections of one database run in parallel and share its tables and table sources.
/// Methods that run SQL throw <see cref="DuckDbException"/>, and <see cref="OperationCanceledException"/> when their
/// token is cancelled.
/// </summary>
public sealed class DuckDbConnection : IDisposable
{
    private readonly DuckDbDatabase _database;
    private readonly ConnectionHandle _handle;

    internal DuckDbConnection(DuckDbDatabase database, ConnectionHandle handle)
    {
        _database = database;
        _handle = handle;
    }

    /// <summary>The database that the connection belongs to.</summary>
    public DuckDbDatabase Database => _database;

    /// <summary>
    /// Says that what runs here takes milliseconds, so that planning matters. DuckDB plans a prepared statement that reads files a second
    /// time when it starts, and only prepared ones can be waited for without taking processor time, or handed out while they run. A brief
    /// one is planned once. It has run to its end, and all its rows are in memory, when <see cref="Query"/> returns; its errors come from there.
    /// </summary>
    public bool IsBrief { get; set; }

    /// <summary>
    /// Runs one or many statements to the end and returns the rows that the last one changed or copied.
    /// </summary>
    public long Execute(string sql, CancellationToken ct = default)
    {
        using var result = StatementRunner.Run(_handle, sql, stream: false, IsBrief, ct);
        return result?.RowsChanged ?? 0;
    }

    /// <summary>
    /// Runs one or many statements and hands out the rows of the last, fetched while it runs when it is a SELECT.
    /// </summary>
    public DuckDbResult Query(string sql, CancellationToken ct = default) =>
        StatementRunner.Run(_handle, sql, stream: true, IsBrief, ct)
        ?? throw new DuckDbException(DuckDbErrorKind.Parser, "The text holds no statement") { Sql = sql };

    /// <summary>
    /// The first column of the only row; T is an integer type, double, decimal, bool, string, DateTime (UTC), Guid,
    /// byte[], or a nullable one of these. No row, or a null for a T that has none, is a <see cref="DuckDbException"/>.
    /// </summary>
    public T Scalar<T>(string sql, CancellationToken ct = default)
    {
        using var result = Query(sql, ct);
        return CellConverter.Single<T>(result, sql);
    }

    /// <summary>The first column of all rows; types as for <see cref="Scalar"/>.</summary>
    public IReadOnlyList<T> List<T>(string sql, CancellationToken ct = default)
    {
        using var result = Query(sql, ct);
        return CellConverter.List<T>(result, sql);
    }

    /// <summary>
    /// The columns that a query would give. It is planned, not run; but what DuckDB makes several statements of (a pivot over values
    /// that it has to look up) can only be planned by running it.
    /// </summary>
    public IReadOnlyList<DuckDbColumn> Columns(string query, CancellationToken ct = default)
    {
        // Nothing has to be planned for rows that nobody asks for.
        var sql = $"select * from (\n{query}\n) limit 0";
        ct.ThrowIfCancellationRequested();
        if (StatementRunner.TryPrepareSingle(_handle, sql) is { } handle)
        {
            using var statement = new DuckDbStatement(_handle, handle, sql);
            return statement.Columns;
        }

        using var result = Query(sql, ct);
        return result.Columns;
    }

    public DuckDbStatement Prepare(string sql) => new(_handle, StatementRunner.PrepareSingle(_handle, sql), sql);

    /// <summary>An appender to a table; a null schema is the current one.</summary>
    public DuckDbAppender Appender(string? schema, string table) => new(_handle, schema, table);

    /// <summary>
    /// Makes <c>select * from functionName()</c> call <paramref name="open"/> and read from what it returns, on every
    /// connection of the database. The same name again replaces columns and opener for queries that start afterwards.
    /// Choose names that no built-in function has.
    /// </summary>
    public void CreateTableSource(string functionName, IReadOnlyList<DuckDbColumn> columns, Func<ITableSource> open)
    {
        // A result that was not read to its end leaves its transaction open, and what is registered in that is rolled back with it.
        using var own = _database.Connect();
        _database.TableSources.Register(own._handle, functionName, columns, open);
    }

    /// <summary>
    /// Forgets the opener of a table source, so that what it holds can be collected; using it then is an error.
    /// </summary>
    public void DropTableSource(string functionName) => _database.TableSources.Forget(functionName);

    /// <summary>Stops the running query, which ends as a <see cref="DuckDbException"/> of kind Interrupted.</summary>
    public void Interrupt() => NativeMethods.Interrupt(_handle);

    public void Dispose() => _handle.Dispose();
}
