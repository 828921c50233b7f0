using System.Diagnostics;
using Npgsql;
using Npgsql.Replication;
using Waybill.Connectors.Postgres;
using Waybill.Events;

namespace Waybill.Connectors.Capture;

/// <summary>
/// Follows a database by logical replication: rows of tables that are new are copied, then every committed change lands as a line of a
/// change file. One object for one connection; when that breaks, open another one.
/// </summary>
public sealed class ReplicationCapture : IAsyncDisposable
{
    private readonly CaptureFolder _folder;
    private readonly CaptureOptions _options;
    private readonly ICaptureWatch _watch;
    private readonly CaptureServer _server;
    private readonly ChangeStream _stream;
    private readonly ChangeDecoder _decoder;
    private readonly Stopwatch _age = new();
    private OpenBatch _batch;
    private Lsn _told;

    private ReplicationCapture(CaptureFolder folder, CaptureOptions options, ICaptureWatch watch, CaptureServer server, ChangeStream stream)
    {
        _folder = folder;
        _options = options;
        _watch = watch;
        _server = server;
        _stream = stream;
        _decoder = new ChangeDecoder(folder.State.Tables, folder.State.LastNumber);
        _batch = new OpenBatch(folder);
    }

    /// <summary>
    /// Checks the server, makes publication and slot where they are missing, and copies the tables that have not been copied.
    /// </summary>
    /// <exception cref="WaybillException">
    /// Usage: address, user, rights or settings. BadInput: the server is too old, or what was committed since the last time cannot be had any
    /// more. ServiceUnreachable: it does not answer. Busy: no slot is free, or somebody else reads this one.
    /// </exception>
    public static async Task<ReplicationCapture> OpenAsync(
        PostgresDatabase database, CaptureFolder folder, CaptureOptions options, ICaptureWatch watch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        options.RequireNames();
        var server = await CaptureServer.ConnectAsync(database, ct).ConfigureAwait(false);
        LogicalReplicationConnection? connection = null;
        try
        {
            var (databaseId, walLevel) = await server.FactsAsync(ct).ConfigureAwait(false);
            CaptureGuards.RequireServer(server.Name, server.Connection.PostgreSqlVersion, walLevel);
            connection = await ConnectAsync(database, ct).ConfigureAwait(false);
            Begin(folder, CaptureGuards.StateOf(options, server.Name, await connection.IdentifySystem(ct).ConfigureAwait(false), databaseId),
                await server.SlotAsync(options.Slot, ct).ConfigureAwait(false));
            using (await options.EnterAsync(ct).ConfigureAwait(false))
            {
                folder.FinishLanding();
            }

            folder.Sweep();
            var maker = new SlotMaker(server, folder, options, watch);
            var tables = await maker.PublishAsync(ct).ConfigureAwait(false);
            var made = await maker.MakeAsync(connection, ct).ConfigureAwait(false);
            if (tables.Count > 0)
            {
                made ??= await maker.MakeTemporaryAsync(connection, ct).ConfigureAwait(false);
                await new SnapshotCopy(database, folder, options, watch).CopyAsync(made, tables, ct).ConfigureAwait(false);

                // A temporary slot would stay as long as its connection.
                await connection.DisposeAsync().ConfigureAwait(false);
                connection = await ConnectAgainAsync(database, ct).ConfigureAwait(false);
            }

            var state = folder.State;
            return new ReplicationCapture(folder, options, watch, server,
                ChangeStream.Start(connection, state.Slot, state.Publication, state.Landed, state.Confirmed));
        }
        catch (Exception e)
        {
            if (connection is not null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }

            await server.DisposeAsync().ConfigureAwait(false);
            if (Covers(e))
            {
                throw CaptureErrors.Explain(e, database.Server);
            }

            throw;
        }
    }

    /// <summary>Lands what comes.</summary>
    /// <param name="follow">Whether to go on until stopped; otherwise it ends when all that is committed now has landed.</param>
    /// <param name="stop">Ends it at the end of a transaction.</param>
    /// <exception cref="WaybillException">ServiceUnreachable: the connection was lost. What has landed stays; what has not comes again.</exception>
    public async Task RunAsync(bool follow, CancellationToken stop)
    {
        try
        {
            Lsn? until = follow ? null : await _server.HereAsync(stop).ConfigureAwait(false);
            while (!IsReached(until))
            {
                // A stop in the middle of a transaction leaves it to the next time.
                if (stop.IsCancellationRequested && (!_decoder.IsInTransaction || _age.Elapsed > _options.BatchAge))
                {
                    break;
                }

                var isQuiet = !await _stream.NextAsync(_options.Quiet, CancellationToken.None).ConfigureAwait(false);
                if (!isQuiet)
                {
                    await DecodeAsync(stop).ConfigureAwait(false);
                }

                if (!_decoder.IsInTransaction && (isQuiet || IsFull(follow)))
                {
                    await LandAsync(stop).ConfigureAwait(false);
                }
            }

            if (!_decoder.IsInTransaction)
            {
                await LandAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (Covers(e))
        {
            throw CaptureErrors.Explain(e, _server.Name);
        }
    }

    /// <summary>Tells the server to forget what is in bronze. The state has said so before.</summary>
    public Task ConfirmAsync(CancellationToken ct)
    {
        _told = _folder.State.Confirmed;
        return _stream.ConfirmAsync(_told, ct);
    }

    /// <summary>Waits until the server has heard what was confirmed; only when nothing runs.</summary>
    public async Task AwaitConfirmedAsync(CancellationToken ct)
    {
        // It is no loss when it has not: the next capture confirms again.
        for (var tries = 0; tries < 20; tries++)
        {
            if (await _server.SlotAsync(_options.Slot, ct).ConfigureAwait(false) is not { } slot || slot.Confirmed >= _folder.State.Confirmed)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), ct).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _batch.Dispose();
        await _stream.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    internal static bool Covers(Exception e) => PostgresErrors.Covers(e) || e is EndOfStreamException;

    // A server with no room for a second sender may not have noticed yet that the connection before has ended.
    private static async Task<LogicalReplicationConnection> ConnectAgainAsync(PostgresDatabase database, CancellationToken ct)
    {
        const int MostTries = 100;
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await ConnectAsync(database, ct).ConfigureAwait(false);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections && tries < MostTries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), ct).ConfigureAwait(false);
            }
        }
    }

    private static async Task<LogicalReplicationConnection> ConnectAsync(PostgresDatabase database, CancellationToken ct)
    {
        const int ReadBuffer = 256 << 10;
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { ReadBufferSize = ReadBuffer, CommandTimeout = 0 };
        var connection = new LogicalReplicationConnection(settings.ConnectionString);
        try
        {
            await connection.Open(ct).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static void Begin(CaptureFolder folder, CaptureState now, SlotFacts? slot)
    {
        // A state whose slot was never made has landed nothing, so other names are welcome.
        if (folder.Load() is { } state && (state.Way != now.Way || state.SlotFrom != Lsn.None || (slot is not null && state.Slot == now.Slot)))
        {
            CaptureGuards.RequireSame(state, now);
            return;
        }

        if (slot is not null)
        {
            throw CaptureGuards.ForeignSlot(now.Slot, slot.Database, now.Server);
        }

        folder.Begin(now);
    }

    private bool IsReached(Lsn? until) =>
        until is { } place && !_decoder.IsInTransaction && Lsn.Max(_decoder.End, _stream.Received) >= place;

    private bool IsFull(bool follow) => _batch.Bytes >= _options.BatchBytes || (follow && _age.Elapsed >= _options.BatchAge);

    private async ValueTask DecodeAsync(CancellationToken ct)
    {
        var kind = _stream.Message[0];
        if (kind == (byte)'R')
        {
            await LearnAsync(ct).ConfigureAwait(false);
            return;
        }

        if (kind == (byte)'U' && _decoder.FindMissing(_stream.Message) is { } missing)
        {
            await _server.FillAsync(missing, ct).ConfigureAwait(false);
            _decoder.Decode(_stream.Message, _batch, missing);
            return;
        }

        if (kind == (byte)'B' && _batch.Transactions == 0)
        {
            _age.Restart();
        }

        _decoder.Decode(_stream.Message, _batch);
    }

    private async Task LearnAsync(CancellationToken ct)
    {
        var (id, schema, table, isWhole, columns) = ChangeDecoder.ReadRelation(_stream.Message);

        // Every table that is followed has been copied; one that was published meanwhile is copied, as a whole, by the next capture.
        if (schema != ShopTables.Schema || !_folder.State.Tables.ContainsKey(table))
        {
            if (_decoder.LeaveOut(id))
            {
                _watch.Note($"{schema}.{table} is in publication {_options.Publication} but is not followed; its changes are left out");
            }

            return;
        }

        var key = await _server.KeyAsync(id, ct).ConfigureAwait(false);
        _decoder.Learn(new TableLayout(table, id,
            [.. columns.Select(c => new LayoutColumn(c.Name, c.Type, key.Count > 0 ? key.Contains(c.Name) : c.IsIdentity && !isWhole))], isWhole));
    }

    private async Task LandAsync(CancellationToken ct)
    {
        if (_folder.State.Confirmed > _told)
        {
            await ConfirmAsync(ct).ConfigureAwait(false);
        }

        if (_batch.Transactions == 0)
        {
            PassBy();
            return;
        }

        using var batch = _batch;
        var bytes = batch.Bytes;
        var files = batch.Complete(_decoder.CommittedAt, _decoder.End.Value);
        using (await _options.EnterAsync(ct).ConfigureAwait(false))
        {
            _folder.Land(new CaptureBatch { Files = files, Landed = _decoder.End, LastNumber = _decoder.LastNumber });
        }

        _batch = new OpenBatch(_folder);
        if (files.Count > 0)
        {
            var now = await _server.TryNowAsync(CancellationToken.None).ConfigureAwait(false);
            var received = _stream.Received.Value;
            _watch.Landed(new LandedBatch(null, _decoder.End, _decoder.CommittedAt, batch.Transactions, batch.Changes, files.Count, bytes,
                now is { } known ? (long)(Math.Max(known.End.Value, received) - received) : null, now?.Clock));
        }
    }

    /// <summary>Log without changes for us has passed: the server need not keep it.</summary>
    private void PassBy()
    {
        const ulong WorthWriting = 1 << 20;
        if (_stream.Received.Value > _folder.State.Landed.Value + WorthWriting)
        {
            var place = _stream.Received;
            _folder.Update(s => s with { Landed = place });
        }
    }
}
