using System.Text.RegularExpressions;
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

        using var session = context.Sessions.Open();
        session.Connection.IsBrief = before is not null && Brevity.Follows(inputs, before);
        var changed = context.Request.FullRefresh || before is null || before.Model != now.Model || model.Materialization == Materialization.Replace
            ? null
            : ChangedKeys.Find(context, session, model, inputs, before, now);
        session.Connection.IsBrief = changed is null ? Brevity.Reads(inputs.Values)
            : Brevity.Handles(changed.Count) && Brevity.Reads(inputs.Where(i => !changed.Narrows(i.Key, i.Value)).Select(i => i.Value));
        DefineInputs(session, inputs, changed);
        if (changed is null)
        {
            var columns = session.Connection.Columns(model.Sql, ct);
            if (!StagedResult.HasRulesIn(columns) || model.Interims.Count > 0)
            {
                return BuildWhole(session, inputs, columns, now, ct);
            }
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

    // The table's rows are written straight to files, and the checks read those before they are committed. Rows for quarantine are asked
    // for on their own, which is cheap where the model has interims.
    private StepResult BuildWhole(ModelSession session, SortedDictionary<string, LakeTable> inputs, IReadOnlyList<DuckDbColumn> columns, Consumed now, CancellationToken ct)
    {
        var hasRules = StagedResult.HasRulesIn(columns);
        var publication = new Publication(context, session.Connection);
        WrittenRows written;
        StagedResult? refused = null;
        try
        {
            StagedResult.KeepInterims(session, model, ct);
            var rows = hasRules ? StagedResult.AcceptedOf(model) : $"({model.Result}\n)";
            // Over stored interims a column without a type of its own may get another than in one query.
            written = publication.Write(
                model.Name, model, rows, model.Interims.Count > 0 ? publication.ColumnsOf(rows) : StagedResult.PublishedOf(columns), ct);
            if (hasRules)
            {
                refused = StagedResult.ComputeRefused(session, model, ct);
            }

            StagedResult.DropInterims(session, model);
        }
        catch (DuckDbException e) when (!ct.IsCancellationRequested)
        {
            throw StagedResult.QueryFailed(model, e);
        }

        refused?.RestoreOriginalBytes(inputs, null);
        var failed = CheckRunner.Run(session, model, written.Relation);
        if (failed.Any(f => f.Severity == CheckSeverity.Error))
        {
            return new StepResult { Model = model.Name, Action = StepAction.Failed, FailedChecks = failed, SnapshotId = written.Table.CurrentSnapshotId };
        }

        var quarantined = refused is null ? 0 : Quarantine(publication, null, ct);
        var published = publication.Commit(model.Name, written, now.ToProperty());
        return new StepResult
        {
            Model = model.Name,
            Action = StepAction.Full,
            Changed = -1,
            RowsAdded = published.RowsAdded,
            RowsRemoved = published.RowsRemoved,
            Quarantined = quarantined,
            SnapshotId = published.SnapshotId,
            FailedChecks = failed,
        };
    }

    private StepResult Publish(ModelSession session, StagedResult staged, ChangedKeys? changed, Consumed now, CancellationToken ct)
    {
        var publication = new Publication(context, session.Connection);
        var quarantined = staged.HasRules ? Quarantine(publication, changed, ct) : 0;
        var published = (model.Materialization, changed) switch
        {
            (Materialization.Append, { } keys) => publication.NewRows(
                model.Name, model, staged.Accepted, Held(session, keys, context.Find(model.Name)!), ChangedKeys.Table, now.ToProperty()),
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

    private string Held(ModelSession session, ChangedKeys keys, LakeTable table) =>
        keys.Restrict(context, session, model.Name, table, () => table.Schema.Fields.Select(f => f.Name).ToHashSet(StringComparer.Ordinal));

    // First, so that a crash between the two commits leaves the model to be computed again, with the same result.
    private long Quarantine(Publication publication, ChangedKeys? changed, CancellationToken ct)
    {
        var quarantine = model with { Order = Model.QuarantineOrder, Key = [], Partition = [] };
        var kept = changed is null
            ? publication.Whole(model.QuarantineName, quarantine, StagedResult.Quarantined, null, ct)
            : publication.ByKey(model.QuarantineName, quarantine, StagedResult.Quarantined, ChangedKeys.Table, null);
        return kept.RowsAdded - kept.RowsRemoved;
    }

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
        var checkInputs = context.Graph.CheckInputs(model);
        foreach (var (name, table) in inputs)
        {
            session.Define(name, changed is null ? table.ToSql() : changed.Restrict(
                context, session, name, table, IsNamedOften(name) && !checkInputs.Contains(name) ? () => context.ChangedRows.Used(model, name, inputs) : null));
        }

        foreach (var view in context.Graph.Views(model.Name))
        {
            session.Define(view.Name, $"({view.Sql}\n)");
        }

        foreach (var name in checkInputs.Where(n => !inputs.ContainsKey(n) && n != model.Name))
        {
            var table = context.Find(name) ?? throw NeverBuilt(name);
            session.Define(name, changed is null ? table.ToSql() : changed.Restrict(context, session, name, table));
        }
    }

    // A comment that names the table counts as well, and costs a copy of its rows at worst.
    private bool IsNamedOften(string table) => Regex.Count(model.Sql, $@"\b{Regex.Escape(table)}\b") > 1;

    private PipelineException NeverBuilt(string input) => new(PipelineErrorKind.NotFound,
        $"{model.Name} reads {input}, which has never been built.", $"Build it as well: waybill run --select +{model.Name}");
}
