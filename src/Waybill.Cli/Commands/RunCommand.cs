using System.CommandLine;
using Waybill.Cli.Output;
using Waybill.Cli.Running;
using Waybill.Cli.Scheduling;
using Waybill.Cli.Workspaces;
using Waybill.Events;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Runs;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill run</c>: what landed becomes bronze, silver and gold.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var workspace = CommonOptions.Workspace();
        var models = CommonOptions.Models();
        var json = CommonOptions.Json();
        var select = new Option<string[]>("--select", "-s")
        {
            Description = "Only these models: a name, a layer, with + in front also all they read, behind also all that read them.",
            HelpName = "MODEL",
            AllowMultipleArgumentsPerToken = true,
        };
        var full = new Option<bool>("--full-refresh") { Description = "Build silver and gold anew from all that bronze holds." };
        var schedule = new ScheduleOptions("Run now, then again and again after this pause (30s, 1m, 2h) whenever something landed, until Ctrl-C.");
        var command = new Command("run", "Bring bronze, silver and gold up to date with what has landed.") { workspace, select, full };
        schedule.AddTo(command);
        command.Options.Add(models);
        command.Options.Add(json);
        command.SetAction((parsed, ct) =>
        {
            var place = Workspace.Open(parsed.GetValue(workspace)!);
            var options = new RunJobOptions
            {
                Select = parsed.GetValue(select) ?? [],
                FullRefresh = parsed.GetValue(full),
                ModelsFolder = ModelsFolder.Find(parsed.GetValue(models)),
            };
            return schedule.Read(parsed) is { } times
                ? RunAsync(place, options, times, parsed.GetValue(json), ct)
                : Task.FromResult(Run(place, options, parsed.GetValue(json), ct));
        });
        return ExamplesHelp.Add(command,
            "waybill run",
            "waybill run --every 1m",
            "waybill run --cron '0 2 * * *'                    (every night at two)",
            "waybill run --select +gold.kpi_sla",
            "waybill run --full-refresh --select gold");
    }

    /// <summary>Runs by a schedule until somebody stops the program.</summary>
    private static async Task<int> RunAsync(Workspace workspace, RunJobOptions options, ScheduleSpec times, bool json, CancellationToken ct)
    {
        if (options.FullRefresh)
        {
            throw new WaybillException(WaybillErrorKind.Usage, "A schedule with --full-refresh would build everything anew each time.",
                "Leave --full-refresh out: runs do what is new.");
        }

        var lines = new RunLines(Console.Out, json);
        var runs = new RunSchedule(workspace, options.ModelsFolder, (progress, stop) => new RunJob(workspace, options).Run(progress, stop), TimeProvider.System)
        {
            Finished = lines.Run,
            Failed = lines.NoRun,
        };
        await using (runs.ConfigureAwait(false))
        {
            await runs.BeginAsync(times).ConfigureAwait(false);
            await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return ExitCode.Ok;
    }

    private static int Run(Workspace workspace, RunJobOptions options, bool json, CancellationToken ct)
    {
        var library = ModelLibrary.Load(options.ModelsFolder);
        var record = Progress.Run(json, progress => new RunJob(workspace, options).Run(new ModelProgress(progress, library.Models.Count), ct));
        var kpis = record.Succeeded ? KpiSummary.Read(new DirectoryCatalog(workspace.Lake), library) : null;
        if (json)
        {
            JsonOutput.Write(new { Run = record, Kpis = kpis });
            return CodeOf(record);
        }

        RunReport.Write(record);
        if (kpis is not null)
        {
            KpiTable.Write(kpis);
        }

        return CodeOf(record);
    }

    /// <summary>1 when a check failed, 2 when a file could not be read, 0 otherwise.</summary>
    public static int CodeOf(RunRecord record) =>
        !record.Succeeded ? ExitCode.CheckFailed
        : record.Steps.SelectMany(s => s.Notes).Any(n => n.IsProblem) ? ExitCode.BadInput
        : ExitCode.Ok;
}
