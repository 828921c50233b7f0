using System.CommandLine;
using Waybill.Cli.Live;
using Waybill.Cli.Output;
using Waybill.Cli.Reports;
using Waybill.Cli.Reports.State;
using Waybill.Cli.Workspaces;
using Waybill.Pipeline.Engine;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill report</c>: pages to keep and to print.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var workspace = CommonOptions.Workspace();
        var models = CommonOptions.Models();
        var json = CommonOptions.Json();
        var file = new Option<string?>("--out") { Description = "Write the page to this file (default: reports/state.html in the workspace).", HelpName = "FILE" };
        var plain = new Option<bool>("--plain") { Description = "Tables and lines without scripts, also when the dashboard is built." };
        var command = new Command("report", "Write the dashboard's state as one file that opens without a server, or a page to print.") { Trip(), workspace, file, plain, json, models };
        command.SetAction((parsed, ct) => StateAsync(
            Workspace.Open(parsed.GetValue(workspace)!), parsed.GetValue(file), ModelsFolder.Find(parsed.GetValue(models)), parsed.GetValue(plain), parsed.GetValue(json), ct));
        return ExamplesHelp.Add(command, "waybill report", "waybill report --out state.html --plain", "waybill report trip TRP-260103-0001-0007");
    }

    private static async Task<int> StateAsync(Workspace workspace, string? file, string models, bool plain, bool json, CancellationToken ct)
    {
        var path = Path.GetFullPath(file ?? Path.Combine(workspace.Reports, "state.html"));
        var report = await StateReport.MakeAsync(workspace, models, Path.Combine(AppContext.BaseDirectory, "web"), plain, ct).ConfigureAwait(false);
        ReportFile.Write(path, report.Page);
        if (json)
        {
            JsonOutput.Write(new { File = path, report.Answers, report.IsDashboard, Bytes = new FileInfo(path).Length });
            return ExitCode.Ok;
        }

        Console.WriteLine($"Wrote {path}");
        if (!report.IsDashboard && !plain)
        {
            Console.WriteLine("  as tables: the dashboard is not built. Start Waybill by its launcher ./waybill, which builds it.");
        }

        return ExitCode.Ok;
    }

    private static Command Trip()
    {
        var id = new Argument<string>("id") { Description = "The trip's id, as in gold.fct_trip." };
        var workspace = CommonOptions.Workspace();
        var models = CommonOptions.Models();
        var json = CommonOptions.Json();
        var file = new Option<string?>("--out") { Description = "Write the page to this file (default: reports/trip-<id>.html in the workspace).", HelpName = "FILE" };
        var command = new Command("trip", "The compliance report of a trip: temperatures, excursions, alerts, mean kinetic temperature, cargo.")
        {
            id, workspace, file, json, models,
        };
        command.SetAction(parsed => Run(
            Workspace.Open(parsed.GetValue(workspace)!), parsed.GetValue(id)!, parsed.GetValue(file), ModelsFolder.Find(parsed.GetValue(models)), parsed.GetValue(json)));
        return ExamplesHelp.Add(command, "waybill report trip TRP-260103-0001-0007",
            "waybill report trip TRP-260103-0001-0007 --out trip.html", "waybill report trip TRP-260103-0001-0007 --json");
    }

    private static int Run(Workspace workspace, string id, string? file, string models, bool json)
    {
        using var query = LakeQuery.Open(LakeOf.Open(workspace), RuleBook.LoadModels(workspace, models));
        var data = TripData.Load(query, id);
        if (json)
        {
            JsonOutput.Write(new
            {
                Trip = ForMachines(data.Trip),
                Excursions = data.Excursions.Select(ForMachines),
                Alerts = data.Alerts.Select(ForMachines),
                Shipments = data.Shipments.Select(ForMachines),
            });
            return ExitCode.Ok;
        }

        var path = Path.GetFullPath(file ?? Path.Combine(workspace.Reports, FileName(id)));
        ReportFile.Write(path, TripPage.Write(data));
        Console.WriteLine($"Wrote {path}");
        return ExitCode.Ok;
    }

    private static string FileName(string id) =>
        $"trip-{string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'))}.html";

    private static Dictionary<string, object?> ForMachines(ReportRow row) => row.Cells.ToDictionary(c => c.Key, c => JsonOutput.Cell(c.Value));
}
