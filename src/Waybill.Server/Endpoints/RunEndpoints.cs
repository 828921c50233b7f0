using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Waybill.Pipeline.Runs;
using Waybill.Server.Answers;
using Waybill.Server.Http;
using Waybill.Server.Live;

namespace Waybill.Server.Endpoints;

/// <summary>What the pipeline did, and starting it.</summary>
internal static class RunEndpoints
{
    private const int Newest = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("").WithTags("runs");
        runs.MapGet("/runs", All).WithName("getRuns").WithSummary("The newest runs, newest first.").ProducesProblem(400);
        runs.MapPost("/runs", Start).WithName("startRun").WithSummary("Starts a run now.").ProducesProblem(404).ProducesProblem(409);
        runs.MapGet("/schedule", Schedule).WithName("getSchedule").WithSummary("When the pipeline runs by itself.").ProducesProblem(404);
    }

    public static StepInfo Step(StepResult step) => new(
        step.Model, Word(step.Action.ToString()), step.Changed, step.RowsAdded, step.RowsRemoved, step.Quarantined, step.Bytes,
        step.SnapshotId?.ToString(CultureInfo.InvariantCulture), step.Seconds, [.. step.Notes.Select(n => $"{n.File}: {n.Message}")],
        [.. step.FailedChecks.Select(c => new FailedCheck(c.Name, c.Severity.ToString().ToLowerInvariant(), c.Rows, c.Sample))]);

    private static Ok<IReadOnlyList<RunInfo>> All(ServedWorkspace workspace, int? limit)
    {
        if (limit is < 1 or > 1_000)
        {
            throw RequestException.Bad("The runs cannot be listed like this", $"limit is {limit}.", "Use 1 to 1000.");
        }

        return TypedResults.Ok<IReadOnlyList<RunInfo>>([.. new RunJournal(workspace.Runs).Read(limit ?? Newest).Select(r => new RunInfo(
            r.RunId, r.Clock, r.StartedAt, r.Seconds, r.FullRefresh, r.Succeeded, r.Error, [.. r.Steps.Select(Step)]))]);
    }

    private static Accepted<RunScheduleState> Start(LiveParts parts)
    {
        var schedule = Demand(parts);
        return schedule.TryStart()
            ? TypedResults.Accepted("/api/schedule", schedule.State)
            : throw new RequestException(StatusCodes.Status409Conflict, "A run is going on", "The pipeline is running already.", "Wait until it is done.");
    }

    private static Ok<RunScheduleState> Schedule(LiveParts parts) => TypedResults.Ok(Demand(parts).State);

    private static IRunSchedule Demand(LiveParts parts) => parts.Schedule
        ?? throw RequestException.NotFound("Nothing runs here", "This server shows a workspace; it runs no pipeline.", "Start 'waybill up' instead, or 'waybill run' beside it.");

    private static string Word(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
