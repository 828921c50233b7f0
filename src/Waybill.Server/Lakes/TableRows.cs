using System.Diagnostics;
using System.Globalization;
using Waybill.Lake;
using Waybill.Lake.Io;
using Waybill.Server.Cells;
using Waybill.Server.Http;
using Waybill.Server.Panels;

namespace Waybill.Server.Lakes;

/// <summary>Looks into tables as they are and as they were.</summary>
internal sealed class TableRows(LakeReader reader, ServerMetrics metrics)
{
    private readonly AnswerCache _cache = new(Limits.SqlBytes);

    /// <summary>Changes when other rows may come.</summary>
    public string KeyOf(TableRowsRequest request)
    {
        var table = Demand(reader.Edition(), request.Table);
        var snapshot = request.SnapshotId ?? table.CurrentSnapshotId ?? 0;
        return string.Create(CultureInfo.InvariantCulture, $"{snapshot:x}-{table.Metadata.CurrentSchemaId}-{request.Limit}-{request.Format}");
    }

    /// <exception cref="LakeException">NotFound: the snapshot does not exist or has expired.</exception>
    public Task<CachedAnswer> ReadAsync(TableRowsRequest request) => _cache.Get($"{request.Table} {KeyOf(request)}", () => Task.Run(() => Read(request)));

    public static RequestException NoTable(string name) =>
        RequestException.NotFound("There is no such table", $"The lake has no table {name}.", "GET /api/tables lists them.");

    private CachedAnswer Read(TableRowsRequest request)
    {
        var watch = Stopwatch.StartNew();
        using var lease = reader.Open();
        var scan = Demand(lease.Edition, request.Table).Scan(new ScanOptions { SnapshotId = request.SnapshotId });
        using var limit = new CancellationTokenSource(Limits.PanelTime);
        using var connection = lease.Session.Connect();
        using var result = connection.Query(string.Create(CultureInfo.InvariantCulture, $"from {scan.ToSql()} limit {request.Limit + 1}"), limit.Token);
        var answer = request.Format == "csv"
            ? new CachedAnswer(AnswerCsv.Write(result, request.Limit), MediaTypes.Csv)
            : new CachedAnswer(
                AnswerJson.Write(
                    new AnswerHead(request.Table, scan.Snapshot is { } s ? CellText.Time(s.TimestampMs) : null), [.. result.Columns.Select(c => CellTypes.Column(c))],
                    result, request.Limit, Limits.SqlBytes, () => watch.Elapsed.TotalSeconds),
                MediaTypes.Json);
        metrics.Queried("rows", watch.Elapsed);
        return answer;
    }

    private static LakeTable Demand(LakeEdition edition, string name) => edition.Tables.GetValueOrDefault(name) ?? throw NoTable(name);
}
