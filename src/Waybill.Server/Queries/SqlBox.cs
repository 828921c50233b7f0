using System.Buffers;
using System.Globalization;
using Waybill.Server.Answers;
using Waybill.Server.Http;
using Waybill.Server.Lakes;

namespace Waybill.Server.Queries;

/// <summary>
/// Runs queries of somebody's own. Three walls: <see cref="QueryGuard"/> lets only a select over tables of the lake through; the query
/// runs in a database that can read no files but the lake's, with its settings locked; and that database lives in a process of its own, which
/// is ended when it takes too long or too much memory.
/// </summary>
internal sealed class SqlBox(LakeReader reader, ServerOptions options, ServerMetrics metrics) : IAsyncDisposable
{
    private readonly QueryGuard _guard = new(reader);
    private readonly WorkerPool _workers = new(options.WorkerCommand);
    private readonly SemaphoreSlim _gate = new(Limits.SqlQueries);

    /// <summary>Starts the first worker, before anybody waits for it.</summary>
    public void Warm() => _workers.Refill();

    /// <summary>Runs a query; the answer is JSON.</summary>
    public async Task<ReadOnlyMemory<byte>> AskAsync(SqlRequest request, CancellationToken ct)
    {
        var answer = new ArrayBufferWriter<byte>();
        await RunAsync(request, isCsv: false, Take, ct).ConfigureAwait(false);
        return answer.WrittenMemory;

        Task Take(ReadOnlyMemory<byte> bytes)
        {
            answer.Write(bytes.Span);
            return Task.CompletedTask;
        }
    }

    /// <summary>Runs a query and writes its rows as CSV while they come. A query that fails on the way breaks the connection off.</summary>
    public async Task DownloadAsync(SqlRequest request, HttpContext context)
    {
        var response = context.Response;
        try
        {
            await RunAsync(request, isCsv: true, Write, context.RequestAborted).ConfigureAwait(false);
        }
        catch (RequestException) when (response.HasStarted)
        {
            context.Abort();
        }

        Task Write(ReadOnlyMemory<byte> bytes)
        {
            if (!response.HasStarted)
            {
                response.ContentType = MediaTypes.Csv;
                response.Headers.ContentDisposition = "attachment; filename=\"query.csv\"";
            }

            return response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _workers.DisposeAsync().ConfigureAwait(false);
        _guard.Dispose();
        _gate.Dispose();
    }

    private async Task RunAsync(SqlRequest request, bool isCsv, Func<ReadOnlyMemory<byte>, Task> write, CancellationToken ct)
    {
        var work = Prepare(request, isCsv);
        if (!await _gate.WaitAsync(options.SqlTime, ct).ConfigureAwait(false))
        {
            throw SqlErrors.Busy();
        }

        try
        {
            using var timer = metrics.Query("sql");
            await using var worker = _workers.Take();
            await worker.RunAsync(work, options.SqlTime, write, ct).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
            _workers.Refill();
        }
    }

    private WorkerRequest Prepare(SqlRequest request, bool isCsv)
    {
        var edition = reader.Edition();
        var tables = _guard.Check(request.Sql, edition);
        var definitions = reader.Definitions(edition, AsOf(request.AsOf));
        var setup = new List<string>(definitions.Prologue);
        var defined = new HashSet<string>(StringComparer.Ordinal);
        if (tables.Select(t => definitions.Define(t, defined, setup)).FirstOrDefault(m => m is not null) is { } missing)
        {
            throw RequestException.Bad("The query cannot be run", $"The lake {(request.AsOf is null ? "has" : "had")} no table {missing}.",
                request.AsOf is null ? "GET /api/tables lists the tables." : "Ask for a later time, or leave it out.");
        }

        return new WorkerRequest(setup, request.Sql, reader.LakeFolder, isCsv, isCsv ? Limits.CsvRows : Limits.SqlRows, Limits.SqlBytes);
    }

    private static long? AsOf(string? text) => text is null or "" ? null
        : DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond
            : throw RequestException.Bad("The query cannot be run", $"asOf '{text}' is not a time.", "Write it as 2026-01-05T06:00:00Z.");
}
