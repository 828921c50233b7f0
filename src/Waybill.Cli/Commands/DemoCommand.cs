using System.CommandLine;
using System.Diagnostics;
using Waybill.Cli.Output;
using Waybill.Cli.Running;
using Waybill.Cli.Serving;
using Waybill.Cli.Simulate;
using Waybill.Cli.Verifying;
using Waybill.Cli.Workspaces;
using Waybill.Events;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill demo</c>: the main job. Simulate, refine, verify, tell, and at a terminal show it in the browser.</summary>
internal static class DemoCommand
{
    private const int DefaultDays = 7;
    private const string DefaultScenario = "demo";

    public static Command Create()
    {
        var workspace = CommonOptions.Workspace();
        var models = CommonOptions.Models();
        var json = CommonOptions.Json();
        var world = new WorldOptions();
        var days = new Option<int?>("--days")
        {
            Description = "Advance the world by N days. [default: until it has seven]",
            HelpName = "N",
        };
        var noServe = new Option<bool>("--no-serve") { Description = "End after the report, instead of showing it in the browser until Ctrl-C. [default where output is no terminal]" };
        var url = ServeCommand.UrlOption();
        var command = new Command("demo", "Simulate seven days, refine them, verify the result against the truth, tell what happened, and show it.")
        {
            workspace, days,
        };
        world.AddTo(command);
        command.Options.Add(noServe);
        command.Options.Add(url);
        command.Options.Add(models);
        command.Options.Add(json);
        command.SetAction((parsed, ct) =>
        {
            var isJson = parsed.GetValue(json);
            var address = ServerUrl.Parse(parsed.GetValue(url));
            return RunAsync(
                Workspace.Create(parsed.GetValue(workspace)!), parsed.GetValue(days), world.Read(parsed), ModelsFolder.Find(parsed.GetValue(models)),
                isJson, parsed.GetValue(noServe) || isJson || Console.IsOutputRedirected ? null : address, ct);
        });
        return ExamplesHelp.Add(command, "waybill demo", "waybill demo --no-serve --json",
            "waybill demo --days 30 --scale 2 --seed 7 --faults hostile --workspace hostile-month");
    }

    private static async Task<int> RunAsync(
        Workspace workspace, int? days, SimulateOptions world, string models, bool json, Uri? serveAt, CancellationToken ct)
    {
        if (serveAt is not null)
        {
            RunningServer.RequireFree(serveAt);
        }

        var code = Run(workspace, days, world, models, json, ct);
        if (serveAt is not null)
        {
            await ServeCommand.ServeAsync(workspace, serveAt, models, ct).ConfigureAwait(false);
        }

        return code;
    }

    private static int Run(Workspace workspace, int? days, SimulateOptions world, string models, bool json, CancellationToken ct)
    {
        using var mine = WorkspaceLock.Take(workspace);
        if (world.Truth == TruthLevel.Ledger)
        {
            throw new WaybillException(WaybillErrorKind.Usage, "The demo verifies clean rows, so it needs the full truth.",
                "Leave --truth away, or use 'waybill simulate' and 'waybill run'.");
        }

        var demo = Progress.Run(json, progress => Demo(workspace, days, world, models, progress, ct));
        if (json)
        {
            JsonOutput.Write(demo.ToJson());
        }
        else
        {
            DemoReport.Write(demo, workspace.Root);
        }

        return !demo.Run.Succeeded || demo.Verification is not { Pass: true } ? ExitCode.CheckFailed : ExitCode.Ok;
    }

    private static DemoResult Demo(
        Workspace workspace, int? days, SimulateOptions world, string models, Progress progress, CancellationToken ct)
    {
        var simulated = SimulateCommand.Simulate(workspace, Advance(workspace, days, world), progress, ct);
        var library = ModelLibrary.Load(models);
        var run = new RunJob(workspace, new RunJobOptions { ModelsFolder = models, Threads = world.Threads ?? Environment.ProcessorCount })
            .RunLocked(new ModelProgress(progress, library.Models.Count), ct);
        progress.Show("verify", "against the truth", 0, 1);
        var watch = Stopwatch.StartNew();
        var verification = run.Succeeded ? VerifyCommand.Verify(workspace, models, tolerancePct: null, ct) : null;
        if (verification is not null)
        {
            VerificationFiles.Write(workspace, verification, tolerancePct: null);
        }

        var verifySeconds = watch.Elapsed.TotalSeconds;
        progress.Show("verify", "against the truth", 1, 1);
        var catalog = new DirectoryCatalog(workspace.Lake);
        KpiSummary? figures = null;
        var digest = "";
        Action[] last = [() => figures = KpiSummary.Read(catalog, library), () => digest = LakeContents.Digest(catalog, simulated.Digest)];
        Concurrently.Do(last.Length, last.Length, (i, _) => last[i](), ct);
        return new DemoResult(simulated, run, verification, Math.Round(verifySeconds, 3), figures, digest);
    }

    // A world that is there goes on as it began.
    private static SimulateOptions Advance(Workspace workspace, int? days, SimulateOptions world) =>
        Until(workspace, days, world.Scenario is null && SimulateJob.StartDate(workspace.Root) is null ? world with { Scenario = DefaultScenario } : world);

    // Without a number of days the demo is the same however often it is called: the world is brought to seven days once.
    private static SimulateOptions Until(Workspace workspace, int? days, SimulateOptions world)
    {
        if (days is not null)
        {
            return world with { Days = days };
        }

        var start = SimulateJob.StartDate(workspace.Root) ?? world.StartDate ?? SimulatedWorld.DefaultStartDate;
        var end = start.AddDays(DefaultDays).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var stands = SimulateJob.WorldTime(workspace.Root)?.AddDays(1).AddTicks(-1).Date;
        return world with { Until = stands > end ? stands : end };
    }
}
