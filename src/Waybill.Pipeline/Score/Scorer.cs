using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Runs;

namespace Waybill.Pipeline.Score;

/// <summary>
/// Compares a lake with the truth, by the queries of <c>models/score/</c>: those that expect a table say which rows it must hold, those
/// named check_ give figures, unknowable_ what nobody can know, outcomes_ and alarms_ what became of injected faults. A gold table
/// that no query expects is compared with its own model over the lake as it is.
/// </summary>
public sealed class Scorer(ITableCatalog catalog, ModelLibrary library, DuckDbDatabase database)
{
    /// <summary>Scores every table whose truth is there.</summary>
    /// <param name="truth">The folder of the truth.</param>
    /// <param name="options">How strict, and what to leave behind.</param>
    /// <param name="ct">Interrupts the queries.</param>
    /// <exception cref="PipelineException">There is no truth, a table that is scored is missing, or a query failed.</exception>
    public Verification Verify(string truth, ScoreOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var session = OpenSession();
        var tables = new SortedDictionary<string, LakeTable>(catalog.List().ToDictionary(id => id.ToString(), catalog.Load), StringComparer.Ordinal);
        session.Connection.IsBrief = Brevity.Reads(tables.Values);
        foreach (var (name, table) in tables)
        {
            session.Define(name, table.ToSql());
        }

        var lake = tables.Keys.ToHashSet(StringComparer.Ordinal);
        var models = new ScoreModels(library.Scores, TruthTables.Define(session, truth), session.Connection);
        RefuseMissing(models, lake);
        var run = new ScoreRun(session, database.Connect, session.Connection.IsBrief, ct);
        run.Prepare([.. models.Scored.Where(s => !models.Judging.Contains(s.Name))], models.Inputs);
        var scores = run.Compare(
            [.. Expectations(models.Scored), .. Rebuilt(session, models.Scored, lake)], options.TolerancePct, t => t, requireAllColumns: true);
        run.Prepare([.. models.Scored.Where(s => models.Judging.Contains(s.Name))], models.Inputs);
        return run.Judge(models.Scored, scores, options) with { Notes = Notes(scores, lake) };
    }

    internal ModelSession OpenSession()
    {
        ModelSession.Prepare(database, library);
        var session = ModelSession.Open(database);
        session.Connection.Execute("create schema if not exists score; set global TimeZone = 'UTC'");
        return session;
    }

    internal static IReadOnlyList<Expectation> Expectations(IEnumerable<Model> scored)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. scored.Where(s => s.Expects is not null).OrderBy(s => s.Name, StringComparer.Ordinal).Select(s => new Expectation(
                s.Expects!, ModelSession.Quote(s.Name), s.Key, s.Required, seen.Add(s.Expects!))), // filtered on the line above
        ];
    }

    private static void RefuseMissing(ScoreModels models, HashSet<string> lake)
    {
        var expected = models.Scored.Select(s => s.Expects).OfType<string>();
        foreach (var input in models.LakeInputs.Concat(expected))
        {
            if (!lake.Contains(input))
            {
                throw new PipelineException(PipelineErrorKind.NotFound, $"There is no table {input} to verify.",
                    "Build the lake first: waybill run");
            }
        }
    }

    // What a gold table says follows from silver, so a table without a truth of its own is computed once more.
    private List<Expectation> Rebuilt(ModelSession session, IReadOnlyList<Model> scored, HashSet<string> lake)
    {
        var whole = new ModelGraph(library, session.Connection);
        var graph = whole.Within(name => lake.Contains(name) || whole.Maker(name) is not { } maker || maker.Materialization == Materialization.View);
        foreach (var view in graph.ReadableViews(lake))
        {
            session.Define(view.Name, $"({view.Sql})");
        }

        var rebuilt = new List<Expectation>();
        foreach (var model in graph.Ordered.Where(m => m.Layer == "gold" && m.Key.Count > 0 && lake.Contains(m.Name)
            && scored.All(s => s.Expects != m.Name)))
        {
            if (model.Materialization is Materialization.Merge or Materialization.Replace)
            {
                rebuilt.Add(new Expectation(model.Name, $"({model.Sql})", model.Key, [], CountsRows: true));
            }
            else if (model.Materialization == Materialization.Scd2)
            {
                rebuilt.Add(new Expectation(model.Name, $"({VersionQuery.Of(session, model, $"({model.Sql})")})",
                    [.. model.Key, VersionQuery.ValidFrom], [], CountsRows: true));
            }
        }

        return rebuilt;
    }

    private static List<string> Notes(IReadOnlyList<TableScore> tables, HashSet<string> lake) =>
    [
        .. lake.Where(t => (t.StartsWith("silver.", StringComparison.Ordinal) || t.StartsWith("gold.", StringComparison.Ordinal))
                && tables.All(s => s.Table != t))
            .Order(StringComparer.Ordinal)
            .Select(t => $"{t} was not compared: there is no truth for it."),
    ];
}
