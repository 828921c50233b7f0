using System.Globalization;
using Waybill.Connectors.Postgres;
using Waybill.Events;

namespace Waybill.Connectors.Capture;

/// <summary>
/// Follows a database without logical replication: each round reads the rows whose <c>updated_at</c> lies between the last watermark and the
/// one of now (the start of the oldest running transaction, or a second ago, so nobody can still commit a row below it), and the keys of
/// deleted rows.
/// Of a row that was changed several times between two rounds only the last state lands, as <c>U</c> without an image before; a row that gets
/// another key leaves the old one behind (the shop's keys never change).
/// <code>
/// number of a line: rises from line to line; a round begins at the watermark in µs since 1970, or behind the last line where that is more.
/// Within a round the deletions come first: a key that was deleted and inserted again is alive.
/// </code>
/// </summary>
public sealed class WatermarkCapture : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly CaptureFolder _folder;
    private readonly CaptureOptions _options;
    private readonly ICaptureWatch _watch;
    private readonly CaptureServer _server;
    private long _number;

    private WatermarkCapture(CaptureFolder folder, CaptureOptions options, ICaptureWatch watch, CaptureServer server)
    {
        _folder = folder;
        _options = options;
        _watch = watch;
        _server = server;
    }

    /// <summary>Checks that it is the database of last time.</summary>
    /// <exception cref="WaybillException">
    /// Usage: address, user or rights. BadInput: another database. ServiceUnreachable: it does not answer.
    /// </exception>
    public static async Task<WatermarkCapture> OpenAsync(
        PostgresDatabase database, CaptureFolder folder, CaptureOptions options, ICaptureWatch watch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        var server = await CaptureServer.ConnectAsync(database, ct).ConfigureAwait(false);
        try
        {
            var (databaseId, _) = await server.FactsAsync(ct).ConfigureAwait(false);
            var system = await server.ReadAsync("select system_identifier::text from pg_control_system()", r => r.GetString(0), ct).ConfigureAwait(false);
            var now = new CaptureState { Way = CaptureWay.Watermark, Server = server.Name, SystemIdentifier = system[0], DatabaseId = databaseId };
            if (folder.Load() is { } state && (state.Way == now.Way || state.SlotFrom != Lsn.None))
            {
                CaptureGuards.RequireSame(state, now);
            }
            else
            {
                folder.Begin(now);
            }

            using (await options.EnterAsync(ct).ConfigureAwait(false))
            {
                folder.FinishLanding();
            }

            folder.Sweep();
            return new WatermarkCapture(folder, options, watch, server);
        }
        catch (Exception e)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            if (PostgresErrors.Covers(e))
            {
                throw CaptureErrors.Explain(e, database.Server);
            }

            throw;
        }
    }

    /// <summary>Reads what was changed between the last round and about a second ago.</summary>
    public Task RoundAsync(CancellationToken ct) => RoundAsync(catchUp: false, ct);

    /// <summary>
    /// Reads everything that was committed before this call. Transactions that were running then are waited for as long as
    /// <see cref="CaptureOptions.Patience"/>; what was written after the start of one that goes on is left to later rounds, and noted.
    /// </summary>
    public Task CatchUpAsync(CancellationToken ct) => RoundAsync(catchUp: true, ct);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task RoundAsync(bool catchUp, CancellationToken ct)
    {
        try
        {
            var tables = await _server.TablesAsync("", ct).ConfigureAwait(false);
            if (tables.Count == 0)
            {
                throw new WaybillException(WaybillErrorKind.Usage, $"{_server.Name} has no tables in a schema {ShopTables.Schema} (or this user may not see them).",
                    "Check the name of the database, or make the shop: waybill simulate --to postgres.");
            }

            // In a statement of its own before the reading transaction: see shop.watermark() in db/07_bookkeeping.sql.
            var upTo = catchUp ? await PresentAsync(ct).ConfigureAwait(false) : (await WatermarkAsync(ct).ConfigureAwait(false)).UpTo;
            if (_folder.State.Watermark is { } last && string.CompareOrdinal(Timestamp(upTo), last) <= 0)
            {
                return;
            }

            await _server.ExecuteAsync("begin isolation level repeatable read read only", ct).ConfigureAwait(false);
            await ReadAsync(tables, upTo, ct).ConfigureAwait(false);

            // After an error the transaction ends with the connection, which may be broken: rolling back would hide what happened.
            await _server.ExecuteAsync("rollback", CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (ReplicationCapture.Covers(e))
        {
            throw CaptureErrors.Explain(e, _server.Name);
        }
    }

    /// <summary>The first watermark behind the moment of this call, or the best within patience.</summary>
    private async Task<DateTime> PresentAsync(CancellationToken ct)
    {
        var (upTo, start) = await WatermarkAsync(ct).ConfigureAwait(false);
        for (var clock = start; upTo <= start; (upTo, clock) = await WatermarkAsync(ct).ConfigureAwait(false))
        {
            if (clock - start > _options.Patience)
            {
                _watch.Note($"a transaction of {_server.Name} that began at {Timestamp(upTo)} goes on; what was written since comes in a later round");
                break;
            }

            await Task.Delay(Pause, ct).ConfigureAwait(false);
        }

        return upTo;
    }

    private async Task<(DateTime UpTo, DateTime Clock)> WatermarkAsync(CancellationToken ct)
    {
        var rows = await _server.ReadAsync("select shop.watermark(), clock_timestamp()", r => (r.GetDateTime(0), r.GetDateTime(1)), ct).ConfigureAwait(false);
        return rows[0];
    }

    private async Task ReadAsync(IReadOnlyList<FollowedTable> tables, DateTime upTo, CancellationToken ct)
    {
        using var batch = new OpenBatch(_folder);
        var mark = new TransactionMark();
        mark.Set(0, upTo);
        _number = Math.Max(_folder.State.LastNumber, (upTo - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        var copy = new TableCopy(_server.Connection);
        var copied = new SortedDictionary<string, CapturedTable>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            var layout = await copy.LayoutAsync(table.Name, ct).ConfigureAwait(false);
            if (!layout.Columns.Any(c => c.IsLeftOut))
            {
                _watch.Note($"shop.{table.Name} has no column updated_at and is left out");
                continue;
            }

            await ReadTableAsync(copy, layout, upTo, mark, batch, ct).ConfigureAwait(false);
            copied[table.Name] = new CapturedTable(table.Id, 0, Lsn.None);
        }

        await LandAsync(batch, copied, mark, ct).ConfigureAwait(false);
    }

    private async Task ReadTableAsync(TableCopy copy, TableLayout layout, DateTime upTo, TransactionMark mark, OpenBatch batch, CancellationToken ct)
    {
        var below = $"updated_at < {Literal(upTo)}";
        if (_folder.State.Watermark is not { } last || !_folder.State.Tables.ContainsKey(layout.Table))
        {
            await copy.CopyAsync(layout, $"where {below}", new CopyLines(ChangeRow.Read, NextNumber, mark, batch), ct).ConfigureAwait(false);
            return;
        }

        var window = $"updated_at >= '{last}'::timestamptz and {below}";
        var key = string.Join(", ", layout.Columns.Select(c => c.IsKey ? $"row_key ->> {Text(c.Name)}" : "null::text"));
        await copy.CopyQueryAsync(layout, $"select {key} from shop.deleted_rows where table_name = {Text(layout.Table)} and {window} order by deletion_id",
            new CopyLines(ChangeRow.Delete, NextNumber, mark, batch), ct).ConfigureAwait(false);
        await copy.CopyAsync(layout, $"where {window}", new CopyLines(ChangeRow.Update, NextNumber, mark, batch), ct).ConfigureAwait(false);
    }

    private async Task LandAsync(OpenBatch batch, SortedDictionary<string, CapturedTable> tables, TransactionMark mark, CancellationToken ct)
    {
        var bytes = batch.Bytes;
        var files = batch.Complete(mark.CommittedAt, (ulong)_number);
        using (await _options.EnterAsync(ct).ConfigureAwait(false))
        {
            _folder.Land(new CaptureBatch { Files = files, Landed = Lsn.None, LastNumber = _number, Tables = tables, Watermark = Timestamp(mark.CommittedAt) });
        }

        if (files.Count > 0)
        {
            var now = await _server.TryNowAsync(CancellationToken.None).ConfigureAwait(false);
            _watch.Landed(new LandedBatch(null, Lsn.None, mark.CommittedAt, 0, batch.Changes, files.Count, bytes, LagBytes: 0, now?.Clock));
        }
    }

    private long NextNumber() => ++_number;

    private static string Literal(DateTime time) => $"'{Timestamp(time)}'::timestamptz";

    private static string Timestamp(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff'+00'", CultureInfo.InvariantCulture);

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
