using System.CommandLine;
using Waybill.Cli.Output;
using Waybill.Cli.Running;
using Waybill.Cli.Workspaces;
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
        var command = new Command("run", "Bring bronze, silver and gold up to date with what has landed.") { workspace, select, full, models, json };
        command.SetAction((parsed, ct) => Task.FromResult(Run(
            Workspace.Open(parsed.GetValue(workspace)!),
            new RunJobOptions
            {
                Select = parsed.GetValue(select) ?? [],
                FullRefresh = parsed.GetValue(full),
                ModelsFolder = ModelsFolder.Find(parsed.GetValue(models)),
            },
            parsed.GetValue(json),
            ct)));
        return ExamplesHelp.Add(command,
            "waybill run",
            "waybill run --select +gold.kpi_sla",
            "waybill run --full-refresh --select gold");
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
