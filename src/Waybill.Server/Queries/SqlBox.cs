using System.Diagnostics;
using System.Globalization;
using System.Text;
using Waybill.DuckDb;
using Waybill.Pipeline.Engine;
using Waybill.Server.Answers;
using Waybill.Server.Cells;
using Waybill.Server.Http;
using Waybill.Server.Lakes;

namespace Waybill.Server.Queries;

/// <summary>
/// Runs queries of somebody's own. Three walls: <see cref="QueryGuard"/> lets only a select over tables of the lake through; the query
/// runs in a database of its own that is closed afterwards, without access to files but the lake's and with its settings locked; and
/// <see cref="QueryWatch"/> stops it when it takes too long or too much memory.
/// </summary>
internal sealed class SqlBox(LakeReader reader, ServerMetrics metrics) : IDisposable
{
    private readonly QueryGuard _guard = new(reader);
    private readonly SemaphoreSlim _gate = new(Limits.SqlQueries);

    /// <summary>Runs a query and writes the answer as JSON.</summary>
    public Task<byte[]> AskAsync(SqlRequest request, CancellationToken ct) => RunAsync(request, ct, (result, watch) => Task.FromResult(
        AnswerJson.Write(
            new AnswerHead(null, null), [.. result.Columns.Select(c => CellTypes.Column(c))], result, Limits.SqlRows, Limits.SqlBytes, () => watch.Elapsed.TotalSeconds)));

    /// <summary>Runs a query and writes its rows as CSV while they come.</summary>
    public Task DownloadAsync(SqlRequest request, HttpResponse response, CancellationToken ct) => RunAsync(request, ct, async (result, _) =>
    {
        response.ContentType = MediaTypes.Csv;
        response.Headers.ContentDisposition = "attachment; filename=\"query.csv\"";
        var text = new StringBuilder();
        AnswerCsv.Header(text, result);
        var rows = 0;
        while (rows < Limits.CsvRows && result.NextChunk(out var chunk))
        {
            rows += AnswerCsv.Rows(text, result, chunk, Limits.CsvRows - rows);
            await response.WriteAsync(text.ToString(), ct).ConfigureAwait(false);
            text.Clear();
        }

        await response.WriteAsync(text.ToString(), ct).ConfigureAwait(false);
        return true;
    });

    public void Dispose() => _gate.Dispose();

    private async Task<T> RunAsync<T>(SqlRequest request, CancellationToken ct, Func<DuckDbResult, Stopwatch, Task<T>> read)
    {
        await _gate.WaitAsync(ct).ConfigureAwait(false);
        using var timer = metrics.Query("sql");
        try
        {
            return await Task.Run(() => RunAloneAsync(request, ct, read), ct).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<T> RunAloneAsync<T>(SqlRequest request, CancellationToken ct, Func<DuckDbResult, Stopwatch, Task<T>> read)
    {
        var clock = Stopwatch.StartNew();
        var query = _guard.Check(request.Sql);
        var edition = reader.Edition();
        using var session = LakeSession.Open(SqlDatabase.Options, reader.Library, reader.Graph, edition.Tables, AsOf(request.AsOf));
        if (session.Define(query.Tables) is { } missing)
        {
            throw RequestException.Bad("The query cannot be run", $"The lake {(request.AsOf is null ? "has" : "had")} no table {missing}.", "GET /api/tables lists the tables.");
        }

        using var connection = session.Connect();
        SqlDatabase.Lock(connection, reader.LakeFolder);
        using var watch = new QueryWatch(ct);
        try
        {
            using var result = connection.Query(request.Sql, watch.Token);
            return await read(result, clock).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw watch.Verdict(e);
        }
        catch (DuckDbException e)
        {
            throw SqlErrors.Of(e);
        }
    }

    private static long? AsOf(string? text) => text is null or "" ? null
        : DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond
            : throw RequestException.Bad("The query cannot be run", $"asOf '{text}' is not a time.", "Write it as 2026-01-05T06:00:00Z.");
}
