using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Waybill.DuckDb;
using Waybill.Pipeline.Panels;
using Waybill.Server.Answers;
using Waybill.Server.Cells;
using Waybill.Server.Http;
using Waybill.Server.Lakes;

namespace Waybill.Server.Panels;

/// <summary>Answers panels from the lake as it is; an answer is computed once for a state of the tables behind it. Thread-safe.</summary>
internal sealed class PanelAnswers(LakeReader reader, ServerMetrics metrics) : IDisposable
{
    private readonly AnswerCache _cache = new(Limits.CacheBytes);
    private readonly SemaphoreSlim _gate = new(Math.Max(2, Environment.ProcessorCount));

    /// <summary>What identifies an answer: the panel's text, its arguments, and the snapshots of the tables behind it.</summary>
    public string KeyOf(Panel panel, IReadOnlyList<Argument> arguments, LakeEdition edition, string format)
    {
        var text = new StringBuilder(panel.Id).Append('\n').Append(format).Append('\n').Append(panel.Sql);
        foreach (var column in panel.Columns)
        {
            text.Append('\n').Append(column);
        }

        foreach (var argument in arguments)
        {
            text.Append('\n').Append(argument.Parameter.Name).Append('=').Append(argument.Value is null ? "null" : $"'{argument.Value}'");
        }

        foreach (var table in reader.TablesBehind(panel.Tables))
        {
            text.Append('\n').Append(table).Append('@').Append(edition.SnapshotOf(table));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 12));
    }

    /// <summary>The answer, from the cache when nothing behind it has changed.</summary>
    public Task<CachedAnswer> Get(Panel panel, IReadOnlyList<Argument> arguments, LakeEdition edition, string format) =>
        _cache.Get(KeyOf(panel, arguments, edition, format), () => ComputeAsync(panel, arguments, format));

    public void Dispose() => _gate.Dispose();

    private async Task<CachedAnswer> ComputeAsync(Panel panel, IReadOnlyList<Argument> arguments, string format)
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            return await Task.Run(() => ComputeTwice(panel, arguments, format)).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    // Files of a snapshot may be expired between the look at the table and the query.
    private CachedAnswer ComputeTwice(Panel panel, IReadOnlyList<Argument> arguments, string format)
    {
        try
        {
            return Compute(panel, arguments, format);
        }
        catch (DuckDbException e) when (e.Kind == DuckDbErrorKind.Io)
        {
            reader.Forget();
            return Compute(panel, arguments, format);
        }
    }

    private CachedAnswer Compute(Panel panel, IReadOnlyList<Argument> arguments, string format)
    {
        var watch = Stopwatch.StartNew();
        using var lease = reader.Open();
        if (lease.Session.Define(panel.Tables) is { } missing)
        {
            throw RequestException.NotReady("The lake has changed", $"{missing} is not there any more.", "Ask again; if it stays, run: waybill run");
        }

        using var limit = new CancellationTokenSource(Limits.PanelTime);
        try
        {
            using var connection = lease.Session.Connect();
            using var statement = connection.Prepare(panel.Sql);
            Arguments.Bind(statement, arguments);
            using var result = statement.Query(limit.Token);
            return format == "csv"
                ? new CachedAnswer(AnswerCsv.Write(result, Limits.CsvRows), MediaTypes.Csv)
                : new CachedAnswer(
                    AnswerJson.Write(
                        new AnswerHead(panel.Id, AsOf(panel, lease.Edition)), Columns(panel, result), result, Limits.PanelRows, Limits.CacheBytes,
                        () => watch.Elapsed.TotalSeconds),
                    MediaTypes.Json);
        }
        catch (OperationCanceledException e)
        {
            throw new RequestException(StatusCodes.Status503ServiceUnavailable, "The panel took too long",
                $"{panel.Id} had not ended after {Limits.PanelTime.TotalSeconds:0} seconds.", "Ask for less, or again when the machine is less busy.", e);
        }
        finally
        {
            metrics.Queried("panel", watch.Elapsed);
        }
    }

    private string? AsOf(Panel panel, LakeEdition edition) => reader.TablesBehind(panel.Tables)
        .Select(t => edition.Tables.GetValueOrDefault(t)?.CurrentSnapshot?.TimestampMs).Max() is { } newest ? CellText.Time(newest) : null;

    private static List<AnswerColumn> Columns(Panel panel, DuckDbResult result) =>
        [.. result.Columns.Select(c => CellTypes.Column(c, panel.Columns.FirstOrDefault(p => p.Name == c.Name)))];
}
