using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Io;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>
/// Brings a slowly changing dimension (type 2) up to date. The model's query gives observations; a row of it depends only on input
/// rows with its key and time. What changed since the last run begins, for each key, at some time: versions that began before it stand,
/// and only observations from then on are read again. So the work follows what landed, not history, and the result is that of a
/// full build.
/// </summary>
internal sealed class VersionStep(RunContext context, Model model)
{
    private const string Tails = "changed_tails";
    private const string Staged = "staged_versions";

    private readonly Model _versions = model with { By = model.Key };

    public StepResult Run(CancellationToken ct)
    {
        var table = context.Find(model.Name);
        var inputs = Inputs();
        var now = Consumed.Now(context, model, inputs);
        var before = table is null ? null : Consumed.Of(table);
        if (!context.Request.FullRefresh && before is not null && before.SameAs(now))
        {
            return new StepResult { Model = model.Name, Action = StepAction.UpToDate, SnapshotId = table?.CurrentSnapshotId };
        }

        using var session = context.Sessions.Open();
        session.Connection.IsBrief = Brevity.Reads(inputs.Values);
        var changed = context.Request.FullRefresh || before is null || before.Model != now.Model
            ? null
            : ChangedKeys.Find(context, session, model, inputs, before, now);
        Stage(session, inputs, changed is null ? null : table, ct);
        var failed = CheckRunner.Run(session, model, Staged);
        if (failed.Any(f => f.Severity == CheckSeverity.Error))
        {
            return new StepResult { Model = model.Name, Action = StepAction.Failed, FailedChecks = failed, SnapshotId = table?.CurrentSnapshotId };
        }

        var publication = new Publication(context, session.Connection);
        var published = changed is null
            ? publication.Whole(model.Name, _versions, Staged, now.ToProperty(), ct)
            : publication.ByKey(model.Name, _versions, Staged, $"(select {Key()} from {Tails})", now.ToProperty());
        return new StepResult
        {
            Model = model.Name,
            Action = changed is null ? StepAction.Full : StepAction.Incremental,
            Changed = changed?.Count ?? -1,
            RowsAdded = published.RowsAdded,
            RowsRemoved = published.RowsRemoved,
            SnapshotId = published.SnapshotId,
            FailedChecks = failed,
        };
    }

    /// <summary>Computes all versions, or with the table as it stands those of the keys that changed.</summary>
    private void Stage(ModelSession session, SortedDictionary<string, LakeTable> inputs, LakeTable? standing, CancellationToken ct)
    {
        var from = Sql.Identifier(model.ValidFrom);
        if (standing is not null)
        {
            session.Connection.Execute(
                $"create or replace temp table {Tails} as select {Key()}, min({from}) as _since from {ChangedKeys.Table} group by {Key()}", ct);
        }

        foreach (var (name, input) in inputs)
        {
            session.Define(name, standing is null ? input.ToSql() : Tail(session, input));
        }

        foreach (var view in context.Graph.Views(model.Name))
        {
            session.Define(view.Name, $"({view.Sql}\n)");
        }

        foreach (var name in context.Graph.CheckInputs(model).Where(n => !inputs.ContainsKey(n) && n != model.Name))
        {
            session.Define(name, Table(name).ToSql());
        }

        try
        {
            var observations = $"({model.Sql}\n)";
            if (standing is not null)
            {
                observations = $"({Heads(session, standing, observations)} union all by name "
                    + $"select tail.* from {observations} as tail inner join {Tails} using ({Key()}) where tail.{from} >= _since)";
            }

            session.Connection.Execute($"create or replace temp table {Staged} as {VersionQuery.Of(session, model, observations)}", ct);
        }
        catch (DuckDbException e) when (!ct.IsCancellationRequested)
        {
            throw StagedResult.QueryFailed(model, e);
        }
    }

    /// <summary>Versions that began before anything changed, each as the observation that began it.</summary>
    private string Heads(ModelSession session, LakeTable standing, string observations)
    {
        var columns = model.Key.Select(Sql.Identifier)
            .Append($"{VersionQuery.ValidFrom} as {Sql.Identifier(model.ValidFrom)}")
            .Concat(VersionQuery.Attributes(session, model, observations));
        return $"select {string.Join(", ", columns)} from {standing.ToSql()} as standing inner join {Tails} using ({Key()}) "
            + $"where {VersionQuery.ValidFrom} < _since";
    }

    /// <summary>The rows of an input that can say something about a changed key from its first change on.</summary>
    private string Tail(ModelSession session, LakeTable input)
    {
        if (!model.By.All(c => input.Schema.Column(c) is not null))
        {
            return input.ToSql();
        }

        using var first = session.Connection.Query($"select min(_since) from {Tails}");
        if (!first.NextChunk(out var chunk) || chunk.IsNull(0, 0))
        {
            return $"(select * from {input.ToSql()} limit 0)";
        }

        var recent = input.Scan(new ScanOptions { Filters = [ColumnFilter.GreaterOrEqual(model.ValidFrom, chunk.Value(0, 0)!)] }).ToSql();
        return $"(select recent.* from {recent} as recent inner join {Tails} using ({Key()}) where recent.{Sql.Identifier(model.ValidFrom)} >= _since)";
    }

    private SortedDictionary<string, LakeTable> Inputs()
    {
        var inputs = new SortedDictionary<string, LakeTable>(StringComparer.Ordinal);
        foreach (var name in context.Graph.TableInputs(model.Name).Where(n => !n.StartsWith("seed.", StringComparison.Ordinal)))
        {
            inputs[name] = Table(name);
        }

        return inputs;
    }

    private LakeTable Table(string name) => context.Find(name) ?? throw new PipelineException(PipelineErrorKind.NotFound,
        $"{model.Name} reads {name}, which has never been built.", $"Build it as well: waybill run --select +{model.Name}");

    private string Key() => string.Join(", ", model.Key.Select(Sql.Identifier));
}
