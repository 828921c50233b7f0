using Npgsql;
using Waybill.Events;
using ConnectionState = System.Data.ConnectionState;

namespace Waybill.Connectors.Postgres.Writing.Live;

/// <summary>
/// One connection that writes transactions, one after the other. It holds no thread while the server works: with dozens of threads on few
/// processors, sleeping and waking would cost as much as the work.
/// </summary>
internal sealed class LiveWorker(int place, PostgresDatabase database, Retries retries) : IDisposable
{
    private readonly LiveStatements _statements = new();
    private NpgsqlConnection? _connection;

    /// <summary>Its number among the workers.</summary>
    public int Place { get; } = place;

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
    public async Task WorkAsync(LiveSchedule schedule, LiveDay day, int first, Pace pace, Action committed)
    {
        while (await schedule.TakeAsync(this).ConfigureAwait(false) is var next and >= 0)
        {
            var transaction = day.Transactions[first + next];
            await pace.WaitForAsync(transaction.At).ConfigureAwait(false);
            _statements.Read(day.LogOf(transaction));
            await WriteAsync(schedule, next).ConfigureAwait(false);
            schedule.Committed(next);
            committed();
        }
    }

    public void Dispose()
    {
        Disconnect();
        Wake.Dispose();
    }

    private async Task WriteAsync(LiveSchedule schedule, int place)
    {
        var tries = 0;
        await retries.DoAsync(
            async () =>
            {
                tries++;
                try
                {
                    await TryAsync(schedule, place).ConfigureAwait(false);
                }
                catch (PostgresException e) when (tries > 1 && LoadProgress.SaysDone(e))
                {
                    // The answer to an earlier try never came, but the transaction was committed.
                }
            },
            Disconnect).ConfigureAwait(false);
        Rows += _statements.Rows;
    }

    private async Task TryAsync(LiveSchedule schedule, int place)
    {
        _connection ??= await database.ConnectWriterAsync(statements: 500).ConfigureAwait(false);
        if (!_statements.HasLateStep || schedule.StockIsFree(place))
        {
            // One batch without begin and commit is one transaction and one way to the server and back.
            using var batch = new NpgsqlBatch(_connection);
            _statements.AddEarly(batch);
            _statements.AddLate(batch);
            await ExecuteAsync(batch).ConfigureAwait(false);
            return;
        }

        try
        {
            using var early = new NpgsqlBatch(_connection);
            early.BatchCommands.Add(new NpgsqlBatchCommand("begin"));
            _statements.AddEarly(early);
            await ExecuteAsync(early).ConfigureAwait(false);
            if (!await schedule.MayTakeStockAsync(place, this).ConfigureAwait(false))
            {
                throw new OperationCanceledException("Another transaction failed.");
            }

            using var late = new NpgsqlBatch(_connection);
            _statements.AddLate(late);
            late.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
            await ExecuteAsync(late).ConfigureAwait(false);
        }
        catch (PostgresException)
        {
            // Npgsql closes the connection itself at an error that leaves the server in doubt, such as a full disk; the error stays what is told.
            if (_connection is { State: ConnectionState.Open } connection)
            {
                using var rollback = new NpgsqlCommand("rollback", connection);
                await rollback.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
            }

            throw;
        }
    }

    private async Task ExecuteAsync(NpgsqlBatch batch)
    {
        batch.Timeout = 0;

        // Never cancelled on the way: whether the transaction was committed would be in doubt.
        await batch.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
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

    private void Disconnect()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
