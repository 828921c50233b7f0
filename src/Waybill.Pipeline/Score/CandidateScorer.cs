using Waybill.DuckDb;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Score;

/// <summary>
/// Compares a table that another system built with the truth. It needs no lake of ours; where there is one, bronze tells which rows of
/// half-written files have landed.
/// </summary>
public sealed class CandidateScorer(ITableCatalog catalog, ModelLibrary library, DuckDbDatabase database)
{
    private static readonly string[] BronzeTexts = ["order_key", "batch_id", "check_id", "log_id", "machine_id", "source_seq"];

    /// <summary>The tables that another system's table can stand for.</summary>
    public static IReadOnlyList<string> Tables(ModelLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        return [.. library.Scores.Select(s => s.Expects).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Compares a candidate. Cells that nobody can know are counted apart, whatever the candidate says there.</summary>
    /// <param name="truth">The folder of the truth.</param>
    /// <param name="table">The table of ours that the candidate stands for.</param>
    /// <param name="open">
    /// Makes the candidate readable on a connection and gives the relation to put behind <c>from</c>, its columns named as ours.
    /// </param>
    /// <param name="options">How strict; with a tolerance numbers may be that far off, and that share of rows and cells may be wrong.</param>
    /// <param name="ct">Interrupts the queries.</param>
    /// <exception cref="PipelineException">There is no truth for the table.</exception>
    public Verification Verify(
        string truth, string table, Func<DuckDbConnection, ExpectedTable, string> open, ScoreOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(options);
        using var session = new Scorer(catalog, library, database).OpenSession();
        var models = new ScoreModels(library.Scores, TruthTables.Define(session, truth), session.Connection);
        var expecting = models.Scored.Where(s => s.Expects == table).ToList();
        if (expecting.Count == 0)
        {
            throw new PipelineException(PipelineErrorKind.NotFound, $"There is no truth for {table} in {truth}.",
                "Give the folder of a simulated world's truth with --truth or --workspace.");
        }

        DefineBronze(session, models);
        var run = new ScoreRun(session, connect: null, isBrief: false, ct);
        var needed = models.NeededFor(expecting.Select(e => e.Name));
        var unknowable = Unknowable(models, needed);
        run.Prepare(needed, models.Inputs);
        var expectations = Scorer.Expectations(expecting);
        var relation = open(session.Connection, Describe(session.Connection, table, expecting, expectations));
        session.Connection.Execute("create or replace view score.candidate as from " + relation, ct);
        var tables = run.Compare(expectations, options.TolerancePct, _ => "score.candidate", requireAllColumns: false);
        run.Prepare([.. models.NeededFor(unknowable.Select(u => u.Name)).Except(needed)], models.Inputs);
        return run.JudgeCandidate(table, unknowable, tables, options);
    }

    // What cannot be known of a table is listed by queries over the same truth; they share more than the ledger with those that expect it.
    private static List<Model> Unknowable(ScoreModels models, IReadOnlyList<Model> needed) =>
    [
        .. models.Scored.Where(s => s.Table.StartsWith("unknowable_", StringComparison.Ordinal)
            && models.NeededFor([s.Name]).Intersect(needed).Any(m => m.Name != "score.ledger")),
    ];

    private static ExpectedTable Describe(
        DuckDbConnection connection, string table, List<Model> expecting, IReadOnlyList<Expectation> expectations)
    {
        var columns = expectations.SelectMany(e => connection.Columns($"from {e.Relation}")).Select(c => c.Name).ToList();
        var required = expecting.SelectMany(e => e.Required).Distinct().ToList();
        return new ExpectedTable(table, expecting[0].Key, required.Count > 0 ? required : columns, [.. columns.Distinct()]);
    }

    // Bronze is asked only about drops that have landed in part; without a lake nothing is known of them.
    private void DefineBronze(ModelSession session, ScoreModels models)
    {
        var lake = catalog.List().Select(t => t.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var input in models.LakeInputs.Where(i => i.StartsWith("bronze.", StringComparison.Ordinal)))
        {
            session.Define(input, lake.Contains(input)
                ? catalog.Load(Waybill.Lake.TableId.Parse(input)).ToSql()
                : $"(select {string.Join(", ", BronzeTexts.Select(c => $"cast(null as varchar) as {c}"))}, cast(null as timestamp) as _landed_at limit 0)");
        }
    }
}
