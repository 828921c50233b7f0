using Npgsql;
using Waybill.Events;
using ConnectionState = System.Data.ConnectionState;

namespace Waybill.Connectors.Postgres.Writing.Live;

/// <summary>One connection that writes transactions, one after the other.</summary>
internal sealed class LiveWorker(PostgresDatabase database, Retries retries) : IDisposable
{
    private readonly LiveStatements _statements = new();
    private NpgsqlConnection? _connection;

    /// <summary>Released when there is something to do.</summary>
    public SemaphoreSlim Wake { get; } = new(0);

    /// <summary>Rows written.</summary>
    public long Rows { get; private set; }

    /// <summary>Works until the schedule has nothing left.</summary>
    /// <param name="schedule">Gives the transactions, by number.</param>
    /// <param name="day">Where they are.</param>
    /// <param name="first">Place of the schedule's first transaction in the day.</param>
    /// <param name="pace">Says when they are due.</param>
    /// <param name="committed">Called after each.</param>
    public void Work(LiveSchedule schedule, LiveDay day, int first, Pace pace, Action committed)
    {
        for (var next = schedule.Take(this); next >= 0; next = schedule.Take(this))
        {
            var transaction = day.Transactions[first + next];
            pace.WaitFor(transaction.At);
            Write(schedule, next, day.LogOf(transaction));
            schedule.Committed(next);
            committed();
        }
    }

    public void Dispose()
    {
        Disconnect();
        Wake.Dispose();
    }

    private void Write(LiveSchedule schedule, int place, ReadOnlySpan<byte> log)
    {
        _statements.Read(log);
        var tries = 0;
        retries.Do(
            () =>
            {
                tries++;
                try
                {
                    Try(schedule, place);
                }
                catch (PostgresException e) when (tries > 1 && LoadProgress.SaysDone(e))
                {
                    // The answer to an earlier try never came, but the transaction was committed.
                }
            },
            Disconnect);
        Rows += _statements.Rows;
    }

    private void Try(LiveSchedule schedule, int place)
    {
        if (!_statements.HasLateStep || schedule.StockIsFree(place))
        {
            // One batch without begin and commit is one transaction and one way to the server and back.
            using var batch = new NpgsqlBatch(Connection);
            _statements.AddEarly(batch);
            _statements.AddLate(batch);
            Execute(batch);
            return;
        }

        try
        {
            using var early = new NpgsqlBatch(Connection);
            early.BatchCommands.Add(new NpgsqlBatchCommand("begin"));
            _statements.AddEarly(early);
            Execute(early);
            if (!schedule.MayTakeStock(place, this))
            {
                throw new OperationCanceledException("Another transaction failed.");
            }

            using var late = new NpgsqlBatch(Connection);
            _statements.AddLate(late);
            late.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
            Execute(late);
        }
        catch (PostgresException)
        {
            // Npgsql closes the connection itself at an error that leaves the server in doubt, such as a full disk; the error stays what is told.
            if (_connection is { State: ConnectionState.Open } connection)
            {
                using var rollback = new NpgsqlCommand("rollback", connection);
                rollback.ExecuteNonQuery();
            }

            throw;
        }
    }

    private void Execute(NpgsqlBatch batch)
    {
        batch.Timeout = 0;
        batch.ExecuteNonQuery();
        foreach (NpgsqlBatchCommand command in batch.BatchCommands)
        {
            if (command is { StatementType: StatementType.Update or StatementType.Delete, Rows: 0 })
            {
                throw new WaybillException(WaybillErrorKind.Corrupt,
                    $"{database.Server} lacks a row that should change: {command.CommandText}.",
                    "Somebody else deleted rows of the simulated shop; write the world into an empty database.");
            }
        }
    }

    private NpgsqlConnection Connection => _connection ??= database.Connect(statements: 500);

    private void Disconnect()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
