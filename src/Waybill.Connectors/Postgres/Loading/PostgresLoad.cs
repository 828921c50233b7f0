using Npgsql;
using Waybill.DuckDb;
using Waybill.Events;

namespace Waybill.Connectors.Postgres.Loading;

/// <summary>
/// Loads tables of a lake into a schema of a PostgreSQL database, all of them in one transaction: readers see either everything as it
/// was or everything as it is. Which state each table holds is written in the same transaction, so a load that ends anywhere, or whose
/// end nobody heard of, is simply run again.
/// </summary>
public sealed class PostgresLoad
{
    /// <summary>First half of the advisory lock's key: "wayl" in ASCII; the second is the schema's name.</summary>
    private const int LockClass = 0x7761_796C;

    private const int OldestMajorVersion = 13;

    private readonly PostgresDatabase _database;
    private readonly PostgresLoadOptions _options;

    public PostgresLoad(PostgresDatabase database, PostgresLoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(options);
        _database = database;
        _options = options;
    }

    /// <summary>Loads tables.</summary>
    /// <param name="lake">Reads the sources.</param>
    /// <param name="tables">What to load; a table comes after those that it references, where that is possible.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="ct">Ends the load; then nothing of it is seen.</param>
    /// <exception cref="WaybillException">
    /// ServiceUnreachable: no server answers. Usage: it refuses the user. BadInput: it is too old, its encoding is not UTF8, the schema belongs
    /// to something else, a value does not fit. Busy: another load is at it. Storage: the server's disk is full.
    /// </exception>
    public async Task<LoadResult> RunAsync(
        DuckDbConnection lake, IReadOnlyList<LoadTable> tables, IProgress<LoadStep> progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(lake);
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(progress);
        var connection = await _database.ConnectAsync(ct).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            RequireServer(connection);
            try
            {
                for (var concessions = LoadConcessions.None; ;)
                {
                    try
                    {
                        return await AttemptAsync(new LoadSession(connection, _options.Schema), lake, tables, concessions, progress, ct).ConfigureAwait(false);
                    }
                    catch (LoadRetryException retry)
                    {
                        concessions = retry.Concede(concessions);
                    }
                }
            }
            catch (Exception e) when (PostgresErrors.Covers(e) || e is IOException)
            {
                throw PostgresErrors.Explain(e, _database.Server);
            }
        }
    }

    private async Task<LoadResult> AttemptAsync(
        LoadSession session, DuckDbConnection lake, IReadOnlyList<LoadTable> tables, LoadConcessions concessions,
        IProgress<LoadStep> progress, CancellationToken ct)
    {
        var transaction = await session.Connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await LockAsync(session, ct).ConfigureAwait(false);
            var control = new ControlTable(session);
            await control.RequireSchemaAsync(ct).ConfigureAwait(false);
            var foreignKeys = await ForeignKeys.PrepareAsync(session, tables, concessions.KeysLast, ct).ConfigureAwait(false);
            var plans = await PlanAsync(session, lake, tables, control, foreignKeys, concessions, ct).ConfigureAwait(false);
            var loaded = new List<LoadedTable>();
            foreach (var plan in plans)
            {
                var meter = new RowMeter(progress, plan.Table, loaded.Count, plans.Count + 1);
                meter.Add(0);
                var whole = _options.FullRefresh || concessions.Whole.Contains(plan.Table.Name);
                var done = await new TableLoad(session, new BinaryCopy(session, lake), plan, meter.Add).RunAsync(whole, ct).ConfigureAwait(false);
                await RecordAsync(control, plan, done, ct).ConfigureAwait(false);
                loaded.Add(concessions.Whole.Contains(plan.Table.Name) ? done with { Notes = [.. done.Notes, Repaired(plan.Table.Name)] } : done);
            }

            progress.Report(new LoadStep("foreign keys", plans.Count, plans.Count + 1));
            await CheckAsync(foreignKeys, concessions, ct).ConfigureAwait(false);
            var (hold, notes) = await foreignKeys.CompleteAsync(ct).ConfigureAwait(false);
            await transaction.CommitAsync(ct).ConfigureAwait(false);
            progress.Report(new LoadStep("foreign keys", plans.Count + 1, plans.Count + 1));
            return new LoadResult
            {
                Server = _database.Server,
                Schema = session.Schema,
                Tables = loaded,
                ForeignKeys = hold,
                Notes = [.. loaded.SelectMany(t => t.Notes), .. notes],
            };
        }
    }

    private async Task<IReadOnlyList<TablePlan>> PlanAsync(
        LoadSession session, DuckDbConnection lake, IReadOnlyList<LoadTable> tables, ControlTable control, ForeignKeys foreignKeys,
        LoadConcessions concessions, CancellationToken ct)
    {
        var known = (await control.ReadAsync(ct).ConfigureAwait(false)).ToDictionary(r => r.Table);
        var there = await ServerTable.ReadAsync(session, ct).ConfigureAwait(false);
        var alteration = new TableAlteration(session, foreignKeys, concessions, _options.FullRefresh);
        var plans = new List<TablePlan>();
        foreach (var table in tables)
        {
            plans.Add(await alteration.ApplyAsync(
                table, table.Source.Columns(lake), known.GetValueOrDefault(table.Name), there.GetValueOrDefault(table.Name), ct).ConfigureAwait(false));
        }

        return plans;
    }

    private static async Task RecordAsync(ControlTable control, TablePlan plan, LoadedTable done, CancellationToken ct)
    {
        if (done.Action != LoadAction.UpToDate || plan.WasAltered)
        {
            var columns = plan.Columns.Select(c => new ControlColumn(c.Id, c.Name, c.SqlType));
            await control.WriteAsync(new ControlRow(plan.Table.Name, plan.Table.Source.Mark, [.. columns], plan.Table.Key), ct).ConfigureAwait(false);
        }
    }

    private static async Task CheckAsync(ForeignKeys foreignKeys, LoadConcessions concessions, CancellationToken ct)
    {
        try
        {
            await foreignKeys.CheckAsync(ct).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ForeignKeyViolation && !concessions.KeysLast)
        {
            throw LoadRetryException.KeysLast(e);
        }
    }

    private async Task LockAsync(LoadSession session, CancellationToken ct)
    {
        // A load that was killed a moment ago may not have been noticed yet.
        await session.ExecuteAsync("set local lock_timeout = '5s'; set local client_min_messages = warning", ct).ConfigureAwait(false);
        try
        {
            await session.ExecuteAsync($"select pg_advisory_xact_lock({LockClass}, hashtext($1))", ct, session.Schema).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new WaybillException(WaybillErrorKind.Busy, $"Another load fills the schema {session.Schema} of {_database.Server}.",
                "Wait until it is done, then run the same command.", e);
        }

        await session.ExecuteAsync("set local lock_timeout = '60s'", ct).ConfigureAwait(false);
    }

    private void RequireServer(NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < OldestMajorVersion)
        {
            throw new WaybillException(WaybillErrorKind.BadInput, $"PostgreSQL at {_database.Server} has version {connection.PostgreSqlVersion}.",
                $"Use version {OldestMajorVersion} or newer.");
        }

        if (connection.PostgresParameters.GetValueOrDefault("server_encoding") is var encoding and not "UTF8")
        {
            throw new WaybillException(WaybillErrorKind.BadInput, $"The database at {_database.Server} has the encoding {encoding}.",
                "Create one that holds every letter: createdb --encoding UTF8 --template template0 NAME.");
        }
    }

    private static LoadNote Repaired(string table) => new(table, "its rows were changed by somebody else; it holds the lake's again.");
}
