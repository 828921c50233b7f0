using System.Globalization;
using Waybill.Cli.Configuration;
using Waybill.Cli.Live;
using Waybill.Cli.Workspaces;
using Waybill.Connectors.Capture;
using Waybill.DuckDb;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Runs;

namespace Waybill.Cli.Running;

/// <summary>Brings the lake of a workspace up to date, records what it did, and keeps other writers out meanwhile.</summary>
internal sealed class RunJob(Workspace workspace, RunJobOptions options)
{
    /// <summary>Runs the selected models.</summary>
    /// <param name="progress">Told of each model before and after it runs.</param>
    /// <param name="ct">Stops the run; what was published stays, and the next run goes on.</param>
    public RunRecord Run(IRunProgress progress, CancellationToken ct)
    {
        using var mine = WorkspaceLock.Take(workspace);

        // All files of a batch of changes or none: a capture that was killed may have named only some of them.
        new CaptureFolder(workspace.Root).FinishLanding();
        return RunLocked(progress, ct);
    }

    /// <summary>The same, for a caller that holds the workspace's lock; a capture among them lands beside it and finishes its landings itself.</summary>
    public RunRecord RunLocked(IRunProgress progress, CancellationToken ct)
    {
        var started = SystemClock.UtcNow;
        var clock = RunClock.Of(workspace);
        var steps = new List<StepResult>();
        PipelineRunner? runner = null;
        string? error = null;
        try
        {
            using var database = OpenDatabase();
            Directory.CreateDirectory(workspace.Temporary);
            var door = new LandingDoor(workspace, WorkspaceConfiguration.Load(workspace), options.Threads);
            runner = new PipelineRunner(
                OpenCatalog(), RuleBook.LoadModels(workspace, options.ModelsFolder), database, door, options.Threads);
            var request = new RunRequest
            {
                Select = options.Select,
                FullRefresh = options.FullRefresh,
                ClockMicros = clock,
                RunId = PipelineRunner.RunId(started),
            };
            runner.Run(request, Finished, progress.Starting, ct);
        }
        catch (Exception e)
        {
            error = e.Message;
            throw;
        }
        finally
        {
            DeleteTemporaryFiles();
            WriteRecord(Record(started, clock, InOrder(), error));
        }

        return Record(started, clock, InOrder(), error);

        IReadOnlyList<StepResult> InOrder() => runner?.InOrder(steps) ?? steps;

        void Finished(StepResult step)
        {
            steps.Add(step);
            progress.Finished(step);
        }
    }

    private void WriteRecord(RunRecord record)
    {
        try
        {
            new RunJournal(workspace.Runs).Write(record);
        }
        catch (IOException) when (record.Error is not null)
        {
            // A disk that ended the run refuses its record too; what ended the run is what the user must read.
        }
    }

    // A run that was killed right behind a commit left a hint that names the version before; other makers' readers trust it.
    private DirectoryCatalog OpenCatalog()
    {
        var catalog = new DirectoryCatalog(workspace.Lake, options.Probe);
        foreach (var table in catalog.List())
        {
            catalog.RepairHint(table);
        }

        return catalog;
    }

    private RunRecord Record(DateTime started, long clock, IReadOnlyList<StepResult> steps, string? error) => new()
    {
        RunId = PipelineRunner.RunId(started),
        Clock = DateTime.UnixEpoch.AddMicroseconds(clock).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        StartedAt = started.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        Seconds = Math.Round((SystemClock.UtcNow - started).TotalSeconds, 3),
        FullRefresh = options.FullRefresh,
        Select = options.Select,
        Steps = steps,
        Error = error,
    };

    private DuckDbDatabase OpenDatabase() => DuckDbDatabase.Open(new DuckDbOptions
    {
        Threads = options.Threads,
        TempDirectory = workspace.Temporary,
    });

    private void DeleteTemporaryFiles()
    {
        if (Directory.Exists(workspace.Temporary))
        {
            Directory.Delete(workspace.Temporary, recursive: true);
        }
    }
}
