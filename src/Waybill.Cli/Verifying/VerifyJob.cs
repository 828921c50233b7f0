using Waybill.Cli.Commands;
using Waybill.Cli.Configuration;
using Waybill.Cli.Live;
using Waybill.Cli.Simulate;
using Waybill.Cli.Workspaces;
using Waybill.DuckDb;
using Waybill.Events;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Score;

namespace Waybill.Cli.Verifying;

/// <summary>Scores the lake of a workspace, or a table that another system built.</summary>
internal static class VerifyJob
{
    public static Verification Run(Workspace workspace, VerifyOptions options, CancellationToken ct)
    {
        if (options.Truth is null && SimulateJob.WorldTime(workspace.Root) is { } time && time.TimeOfDay != TimeSpan.Zero)
        {
            throw new WaybillException(WaybillErrorKind.Usage,
                $"The world stands within a day, at {time:yyyy-MM-dd HH:mm}: what is true of it is known when the day is whole.",
                "Let it go on with 'waybill up', or bring the day to its end with 'waybill simulate --days 0' and 'waybill run'.");
        }

        var truth = options.Truth is null ? workspace.Truth : Path.GetFullPath(options.Truth);
        var library = RuleBook.LoadModels(workspace, options.Models);
        Directory.CreateDirectory(workspace.Temporary);
        using var database = DuckDbDatabase.Open(new DuckDbOptions { Threads = options.Threads, TempDirectory = workspace.Temporary, PreserveInsertionOrder = false });
        var score = new ScoreOptions
        {
            TolerancePct = options.TolerancePct,
            UnknowableFile = options.Candidate is null ? Path.Combine(workspace.Reports, "unknowable.csv") : null,
        };
        return options.Candidate is { } candidate
            ? RunCandidate(workspace, library, database, truth, candidate, score, ct)
            : new Scorer(LakeOf.Open(workspace), library, database).Verify(truth, score, ct);
    }

    private static Verification RunCandidate(
        Workspace workspace, ModelLibrary library, DuckDbDatabase database, string truth, CandidateOptions candidate, ScoreOptions score,
        CancellationToken ct)
    {
        var known = CandidateScorer.Tables(library);
        if (!known.Contains(candidate.Table))
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"There is no table {candidate.Table} that a candidate can stand for.",
                $"Did you mean '{NearestWord.To(candidate.Table, known)}'? There are {string.Join(", ", known)}.");
        }

        return new CandidateScorer(new DirectoryCatalog(workspace.Lake), library, database).Verify(truth, candidate.Table, Open, score, ct);

        string Open(DuckDbConnection connection, ExpectedTable expected)
        {
            var relation = CandidateSource.Open(connection, candidate.Source);
            return $"(select {CandidateColumns.Select([.. connection.Columns($"from {relation}", ct).Select(c => c.Name)], expected, candidate.Maps)} from {relation})";
        }
    }
}
