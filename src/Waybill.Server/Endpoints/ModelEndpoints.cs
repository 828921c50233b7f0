using Microsoft.AspNetCore.Http.HttpResults;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Runs;
using Waybill.Server.Answers;
using Waybill.Server.Http;
using Waybill.Server.Lakes;

namespace Waybill.Server.Endpoints;

/// <summary>The SQL files that make the tables, and who reads whom.</summary>
internal static class ModelEndpoints
{
    private const int HistoryRuns = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/models").WithTags("models");
        models.MapGet("", All).WithName("getModels").WithSummary("All models in an order in which each comes after what it reads; inputs are the lineage.");
        models.MapGet("/{layer}/{name}", One).ProducesProblem(404).WithName("getModel").WithSummary("One model: its SQL, columns, checks, readers and latest runs.");
    }

    private static Ok<IReadOnlyList<ModelInfo>> All(LakeReader reader)
    {
        var edition = reader.Edition();
        return TypedResults.Ok<IReadOnlyList<ModelInfo>>([.. reader.Graph.Ordered.Select(m => Info(m, reader, edition))]);
    }

    private static Ok<ModelDetails> One(string layer, string name, LakeReader reader, ServedWorkspace workspace)
    {
        var model = reader.Graph.Ordered.FirstOrDefault(m => m.Name == $"{layer}.{name}")
            ?? throw RequestException.NotFound("There is no such model", $"No model makes {layer}.{name}.", "GET /api/models lists them.");
        using var lease = reader.Open();
        return TypedResults.Ok(new ModelDetails(
            Info(model, reader, lease.Edition), model.File, model.Text, model.Key, Columns(model, lease), [.. reader.Graph.Readers(model.Name).Select(r => r.Name)],
            [.. model.Checks.Select(c => new ModelCheckInfo(c.Name, c.Severity.ToString().ToLowerInvariant(), c.Sql))], History(model, workspace)));
    }

    private static ModelInfo Info(Model model, LakeReader reader, LakeEdition edition)
    {
        var table = edition.Tables.GetValueOrDefault(model.Name);
        return new ModelInfo(
            model.Name, model.Layer, model.Description, model.Grain, model.Materialization.ToString().ToLowerInvariant(), reader.Graph.Inputs(model.Name),
            table is not null || (model.Materialization == Materialization.View && Absence.Of(reader, edition, [model.Name]) is null),
            table is null ? null : Describe.Rows(table), table is null ? null : Describe.SnapshotId(table), table is null ? null : Describe.CommittedAt(table));
    }

    private static IReadOnlyList<TableColumn> Columns(Model model, LakeLease lease)
    {
        if (lease.Edition.Tables.TryGetValue(model.Name, out var table))
        {
            return Describe.Columns(table);
        }

        if (model.Materialization != Materialization.View || lease.Session.Define([model.Name]) is not null)
        {
            return [];
        }

        using var connection = lease.Session.Connect();
        return [.. connection.Columns($"from {model.Name}").Select(c => new TableColumn(0, c.Name, c.Type.ToString(), false))];
    }

    private static IReadOnlyList<ModelStep> History(Model model, ServedWorkspace workspace) => [..
        from run in new RunJournal(workspace.Runs).Read(HistoryRuns)
        from step in run.Steps
        where step.Model == model.Name
        select new ModelStep(run.RunId, run.StartedAt, RunEndpoints.Step(step))];
}
