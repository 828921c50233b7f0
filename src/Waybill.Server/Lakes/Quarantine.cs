using System.Globalization;
using Waybill.DuckDb;
using Waybill.Server.Answers;
using Waybill.Server.Cells;
using Waybill.Server.Http;

namespace Waybill.Server.Lakes;

/// <summary>Reads the tables of namespace <c>quarantine</c>.</summary>
internal sealed class Quarantine(LakeReader reader, ServerMetrics metrics)
{
    private const string Namespace = "quarantine.";

    private volatile Counted? _last;

    /// <summary>All rules that rows broke, the most frequent first.</summary>
    public Task<IReadOnlyList<QuarantineRule>> RulesAsync(CancellationToken ct) => Task.Run<IReadOnlyList<QuarantineRule>>(() => Rules(ct), ct);

    /// <summary>Rows of one table in the order of files and lines.</summary>
    public Task<QuarantinePage> PageAsync(string table, string? rule, long offset, int limit, CancellationToken ct) =>
        Task.Run(() => Page(table, rule, offset, limit, ct), ct);

    private List<QuarantineRule> Rules(CancellationToken ct)
    {
        using var lease = reader.Open();
        var tables = lease.Edition.Tables.Values
            .Where(t => t.Id.ToString().StartsWith(Namespace, StringComparison.Ordinal) && Describe.Rows(t) > 0)
            .Select(t => t.Id).Order().ToList();
        if (tables.Count == 0)
        {
            return [];
        }

        var state = string.Join('\n', tables.Select(t => $"{t}@{lease.Edition.SnapshotOf(t.ToString())}"));
        if (_last is { } last && last.State == state)
        {
            return last.Rules;
        }

        lease.Session.Define(tables.Select(t => t.ToString()));
        using var timer = metrics.Query("quarantine");
        using var connection = lease.Session.Connect();
        using var result = connection.Query(string.Join("\nunion all\n", tables.Select(t =>
            $"select {Sql.Literal(t.Name)}, _rule, count(*) from {Quoted(t.Name)} group by _rule")) + "\norder by 3 desc, 1, 2", ct);
        var rules = new List<QuarantineRule>();
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                rules.Add(new QuarantineRule(chunk.Text(0, row), ModelOf(chunk.Text(0, row)), chunk.Text(1, row), chunk.Int64(2, row)));
            }
        }

        _last = new Counted(state, rules);
        return rules;
    }

    private QuarantinePage Page(string table, string? rule, long offset, int limit, CancellationToken ct)
    {
        using var lease = reader.Open();
        if (!lease.Edition.Tables.ContainsKey(Namespace + table))
        {
            throw RequestException.NotFound("There is no such quarantine", $"The lake has no table {Namespace}{table}.", "GET /api/quarantine lists them.");
        }

        lease.Session.Define([Namespace + table]);
        using var timer = metrics.Query("quarantine");
        using var connection = lease.Session.Connect();
        using var count = connection.Prepare($"select count(*) from {Quoted(table)} where $rule is null or _rule = $rule");
        var total = count.Bind(1, rule).Scalar<long>(ct);
        using var statement = connection.Prepare(string.Create(CultureInfo.InvariantCulture,
            $"select _rule, _file, _line, _raw from {Quoted(table)} where $rule is null or _rule = $rule order by _file, _line, _rule limit {limit} offset {offset}"));
        using var result = statement.Bind(1, rule).Query(ct);
        var rows = new List<QuarantinedRow>();
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                rows.Add(new QuarantinedRow(chunk.Text(0, row), chunk.Text(1, row), chunk.Int64(2, row), CellText.Of(chunk.Value(3, row)) ?? ""));
            }
        }

        return new QuarantinePage(table, total, offset, rows);
    }

    private static string Quoted(string table) => $"quarantine.{Sql.Identifier(table)}";

    // quarantine.silver_order_status_events keeps what silver.order_status_events did not take.
    private static string ModelOf(string table)
    {
        var layer = table.IndexOf('_', StringComparison.Ordinal);
        return layer < 0 ? table : $"{table[..layer]}.{table[(layer + 1)..]}";
    }

    /// <summary>What was counted last, and in which snapshots.</summary>
    private sealed record Counted(string State, List<QuarantineRule> Rules);
}
