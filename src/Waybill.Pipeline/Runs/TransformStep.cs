using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>Brings one silver or gold model up to date from the tables that it reads.</summary>
internal sealed class TransformStep(RunContext context, Model model)
{
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

        using var session = ModelSession.Open(context.Database);
        var changed = context.Request.FullRefresh || before is null || before.Model != now.Model || model.Materialization == Materialization.Replace
            ? null
            : ChangedKeys.Find(context, session, model, inputs, before, now);
        DefineInputs(session, inputs, changed);
        if (changed is null && !StagedResult.SendsToQuarantine(session, model))
        {
            return BuildWhole(session, now, ct);
        }

        var staged = StagedResult.Compute(session, model, changed is not null && model.Via.Count > 0, ct);
        staged.RestoreOriginalBytes(inputs, changed is null ? null : context.Find(model.QuarantineName));
        var failed = CheckRunner.Run(session, model, staged.Accepted);
        if (failed.Any(f => f.Severity == CheckSeverity.Error))
        {
            return new StepResult { Model = model.Name, Action = StepAction.Failed, FailedChecks = failed, SnapshotId = table?.CurrentSnapshotId };
        }

        return Publish(session, staged, changed, now, ct) with { FailedChecks = failed };
    }

    // Without rows for quarantine the query is written straight to files, and the checks read those before they are committed.
    private StepResult BuildWhole(ModelSession session, Consumed now, CancellationToken ct)
    {
        var publication = new Publication(context, session.Connection);
        WrittenRows written;
        try
        {
            written = publication.Write(model.Name, model, $"({model.Sql}\n)", ct);
        }
        catch (DuckDbException e) when (!ct.IsCancellationRequested)
        {
            throw StagedResult.QueryFailed(model, e);
        }

        var failed = CheckRunner.Run(session, model, written.Relation);
        if (failed.Any(f => f.Severity == CheckSeverity.Error))
        {
            return new StepResult { Model = model.Name, Action = StepAction.Failed, FailedChecks = failed, SnapshotId = written.Table.CurrentSnapshotId };
        }

        var published = publication.Commit(model.Name, written, now.ToProperty());
        return new StepResult
        {
            Model = model.Name,
            Action = StepAction.Full,
            Changed = -1,
            RowsAdded = published.RowsAdded,
            RowsRemoved = published.RowsRemoved,
            SnapshotId = published.SnapshotId,
            FailedChecks = failed,
        };
    }

    private StepResult Publish(ModelSession session, StagedResult staged, ChangedKeys? changed, Consumed now, CancellationToken ct)
    {
        var publication = new Publication(context, session.Connection);
        var quarantined = 0L;
        if (staged.HasRules)
        {
            // First, so that a crash between the two commits leaves the model to be computed again, with the same result.
            var kept = changed is null
                ? publication.Whole(model.QuarantineName, QuarantineModel(), StagedResult.Quarantined, null, ct)
                : publication.ByKey(model.QuarantineName, QuarantineModel(), StagedResult.Quarantined, ChangedKeys.Table, null);
            quarantined = kept.RowsAdded - kept.RowsRemoved;
        }

        var published = (model.Materialization, changed) switch
        {
            (Materialization.Append, { } keys) => publication.NewRows(
                model.Name, model, staged.Accepted, keys.Restrict(context, session, model.Name, context.Find(model.Name)!), now.ToProperty()),
            (_, { }) => publication.ByKey(model.Name, model, staged.Accepted, ChangedKeys.Table, now.ToProperty()),
            _ => publication.Whole(model.Name, model, staged.Accepted, now.ToProperty(), ct),
        };
        return new StepResult
        {
            Model = model.Name,
            Action = changed is null ? StepAction.Full : StepAction.Incremental,
            Changed = changed?.Count ?? -1,
            RowsAdded = published.RowsAdded,
            RowsRemoved = published.RowsRemoved,
            Quarantined = quarantined,
            SnapshotId = published.SnapshotId,
        };
    }

    private Model QuarantineModel() => model with { Order = ["_file", "_line", "_rule"], Key = [], Partition = [] };

    private SortedDictionary<string, LakeTable> Inputs()
    {
        var inputs = new SortedDictionary<string, LakeTable>(StringComparer.Ordinal);
        foreach (var name in context.Graph.TableInputs(model.Name).Where(n => !n.StartsWith("seed.", StringComparison.Ordinal)))
        {
            inputs[name] = context.Find(name) ?? throw NeverBuilt(name);
        }

        return inputs;
    }

    private void DefineInputs(ModelSession session, SortedDictionary<string, LakeTable> inputs, ChangedKeys? changed)
    {
        foreach (var (name, table) in inputs)
        {
            session.Define(name, changed is null ? table.ToSql() : changed.Restrict(context, session, name, table));
        }

        foreach (var view in context.Graph.Views(model.Name))
        {
            session.Define(view.Name, $"({view.Sql}\n)");
        }

        foreach (var name in context.Graph.CheckInputs(model).Where(n => !inputs.ContainsKey(n) && n != model.Name))
        {
            var table = context.Find(name) ?? throw NeverBuilt(name);
            session.Define(name, changed is null ? table.ToSql() : changed.Restrict(context, session, name, table));
        }
    }

    private PipelineException NeverBuilt(string input) => new(PipelineErrorKind.NotFound,
        $"{model.Name} reads {input}, which has never been built.", $"Build it as well: waybill run --select +{model.Name}");
}
