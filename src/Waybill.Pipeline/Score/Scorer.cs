using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Score;

/// <summary>Compares a lake with the truth, by the queries of <c>models/score/</c>.</summary>
public sealed class Scorer(ITableCatalog catalog, ModelLibrary library, DuckDbDatabase database)
{
    private const string CheckPrefix = "check_";
    private const string Faults = "faults";

    /// <summary>Runs every score query.</summary>
    /// <param name="truth">The folder of the truth.</param>
    /// <param name="tolerancePct">Null: figures must equal what can be known. Otherwise the allowed error in per cent.</param>
    /// <param name="ct">Interrupts the queries.</param>
    /// <exception cref="PipelineException">There is no truth, a table that is scored is missing, or a query failed.</exception>
    public Verification Verify(string truth, double? tolerancePct, CancellationToken ct = default)
    {
        ModelSession.Prepare(database, library);
        using var session = ModelSession.Open(database);
        session.Connection.Execute("create schema if not exists score", ct);
        foreach (var id in catalog.List())
        {
            session.Define(id.ToString(), catalog.Load(id).ToSql());
        }

        TruthTables.Define(session, truth);
        var ordered = InOrder(session.Connection);
        foreach (var score in ordered)
        {
            Compute(session, score, ct);
        }

        var faults = ReadFaults(session.Connection);
        var checks = ordered.Where(m => m.Table.StartsWith(CheckPrefix, StringComparison.Ordinal))
            .SelectMany(m => ReadChecks(session.Connection, m.Name, tolerancePct))
            .Append(ScoreCheck.Judge("faults missed", "ledger", 0, 0, faults.Sum(f => f.Missed), null))
            .Append(ScoreCheck.Judge("false alarms", "ledger", 0, 0, faults.Sum(f => f.FalseAlarms), null))
            .ToList();
        return new Verification(checks.All(c => c.Pass), checks, faults);
    }

    private List<Model> InOrder(DuckDbConnection connection)
    {
        var inputs = library.Scores.ToDictionary(
            s => s.Name, s => SqlTables.Read(connection, s.Sql, s.File), StringComparer.Ordinal);
        foreach (var input in inputs.Values.SelectMany(i => i).Where(i => !i.StartsWith("truth.", StringComparison.Ordinal)
            && !i.StartsWith("score.", StringComparison.Ordinal) && !i.StartsWith("seed.", StringComparison.Ordinal)).Distinct())
        {
            if (!catalog.Exists(TableId.Parse(input)))
            {
                throw new PipelineException(PipelineErrorKind.NotFound, $"There is no table {input} to verify.",
                    "Build the lake first: waybill run");
            }
        }

        var ordered = new List<Model>();
        while (ordered.Count < library.Scores.Count)
        {
            var next = library.Scores.FirstOrDefault(s => !ordered.Contains(s) && inputs[s.Name].All(i =>
                !i.StartsWith("score.", StringComparison.Ordinal) || ordered.Any(o => o.Name == i)));
            ordered.Add(next ?? throw new PipelineException(PipelineErrorKind.BadModel,
                "Score queries read each other in a circle, or one that does not exist.", "Look at the names behind 'score.' in models/score/."));
        }

        return ordered;
    }

    // Stored, because several queries read the same intermediate result.
    private static void Compute(ModelSession session, Model score, CancellationToken ct)
    {
        try
        {
            session.Connection.Execute($"create or replace table {ModelSession.Quote(score.Name)} as {score.Sql}", ct);
        }
        catch (DuckDbException e) when (!ct.IsCancellationRequested)
        {
            throw new PipelineException(PipelineErrorKind.QueryFailed, $"{score.File}: {e.Message}",
                "The truth or a table has not the columns that the score expects.", e);
        }
    }

    private static List<ScoreCheck> ReadChecks(DuckDbConnection connection, string name, double? tolerancePct)
    {
        using var result = connection.Query($"""
            select name, layer, coalesce(cast(truth as double), 0), coalesce(cast(knowable as double), 0), coalesce(cast(found as double), 0)
            from {name} order by layer, name
            """);
        var checks = new List<ScoreCheck>();
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                checks.Add(ScoreCheck.Judge(chunk.Text(0, row), chunk.Text(1, row), chunk.Double(2, row),
                    chunk.Double(3, row), chunk.Double(4, row), tolerancePct));
            }
        }

        return checks;
    }

    private static List<FaultBalance> ReadFaults(DuckDbConnection connection)
    {
        using var result = connection.Query(
            $"select kind, injected, handled, missed, false_alarms, unrecoverable from score.{Faults} order by kind");
        var faults = new List<FaultBalance>();
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                faults.Add(new FaultBalance(chunk.Text(0, row), chunk.Int64(1, row), chunk.Int64(2, row), chunk.Int64(3, row),
                    chunk.Int64(4, row), chunk.Int64(5, row)));
            }
        }

        return faults;
    }
}
