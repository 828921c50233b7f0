using System.CommandLine;
using Waybill.Cli.Capturing;
using Waybill.Cli.Output;
using Waybill.Cli.Workspaces;
using Waybill.Connectors.Capture;
using Waybill.Connectors.Postgres;
using Waybill.Events;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill capture</c>: committed changes of the shop's database become change files and bronze.</summary>
internal static class CaptureCommand
{
    public static Command Create()
    {
        var workspace = CommonOptions.Workspace();
        var models = CommonOptions.Models();
        var json = CommonOptions.Json();
        var address = new Option<string>("--postgres")
        {
            Description = "The shop's database: postgresql://user@host:5432/database. The password comes from PGPASSWORD or a password file.",
            HelpName = "ADDRESS",
            Required = true,
        };
        var slot = new Option<string>("--slot")
        {
            Description = "Replication slot; it is made when the workspace has none.",
            HelpName = "NAME",
            DefaultValueFactory = _ => CaptureOptions.DefaultName,
        };
        var publication = new Option<string>("--publication")
        {
            Description = "Publication; it is made when it is missing.",
            HelpName = "NAME",
            DefaultValueFactory = _ => CaptureOptions.DefaultName,
        };
        var once = new Option<bool>("--once") { Description = "Land what is committed now, and end. [default]" };
        var follow = new Option<bool>("--follow") { Description = "Go on until Ctrl-C." };
        var watermark = new Option<bool>("--watermark")
        {
            Description = "For databases without logical replication: read rows by updated_at. Images before and states in between are lost.",
        };
        var command = new Command("capture", "Follow the shop's database: copy its tables, then land every committed change and take it into bronze.")
        {
            workspace, address, slot, publication, once, follow, watermark, models, json,
        };
        command.SetAction((parsed, ct) =>
        {
            if (parsed.GetValue(once) && parsed.GetValue(follow))
            {
                throw new WaybillException(WaybillErrorKind.Usage, "--once and --follow exclude each other.", "Give one of them.");
            }

            var options = new CaptureJobOptions
            {
                Database = PostgresDatabase.Parse(parsed.GetValue(address)!),
                Way = parsed.GetValue(watermark) ? CaptureWay.Watermark : CaptureWay.Replication,
                Follow = parsed.GetValue(follow),
                ModelsFolder = ModelsFolder.Find(parsed.GetValue(models)),
                Capture = new CaptureOptions { Slot = parsed.GetValue(slot)!, Publication = parsed.GetValue(publication)! },
            };
            return RunAsync(Workspace.Create(parsed.GetValue(workspace)!), options, parsed.GetValue(json), ct);
        });
        return ExamplesHelp.Add(command,
            "waybill capture --postgres postgresql://me@localhost/shop",
            "waybill capture --postgres postgresql://me@localhost/shop --follow",
            "waybill capture --postgres postgresql://me@localhost/shop --watermark");
    }

    private static async Task<int> RunAsync(Workspace workspace, CaptureJobOptions options, bool json, CancellationToken ct)
    {
        using var mine = WorkspaceLock.TakeForCapture(workspace);
        var result = await new CaptureJob(workspace, options, line => Console.Error.WriteLine($"capture: {line}")).RunAsync(ct);
        if (json)
        {
            JsonOutput.Write(result);
        }
        else
        {
            CaptureReport.Write(result, options.Database.Server, workspace.Root);
        }

        return ExitCode.Ok;
    }
}
