using System.CommandLine;
using Waybill.Cli.Output;
using Waybill.Cli.Running;
using Waybill.Cli.Workspaces;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill expire</c>: the history of tables gets shorter and the disk emptier.</summary>
internal static class ExpireCommand
{
    public static Command Create()
    {
        var tables = new Argument<string[]>("table") { Description = "Tables, as in gold.sales; without any all of the lake.", Arity = ArgumentArity.ZeroOrMore };
        var workspace = CommonOptions.Workspace();
        var days = CommonOptions.Number("--keep-days", "Snapshots of so many days before the newest of the lake stay.", "DAYS", 7, 0);
        var keep = CommonOptions.Number("--keep", "So many of a table's newest snapshots stay whatever their age.", "N", 10, 1);
        var dry = new Option<bool>("--dry-run") { Description = "Tell what would go, and change nothing." };
        var json = CommonOptions.Json();
        var command = new Command("expire", "Let old snapshots go, with the files that only they needed. Rows of today stay; so does what the next run goes on from.")
        {
            tables, workspace, days, keep, dry, json,
        };
        command.SetAction((parsed, ct) =>
        {
            var place = Workspace.Open(parsed.GetValue(workspace)!);
            var names = parsed.GetValue(tables) ?? [];
            LakeOf.Open(place);
            foreach (var name in names)
            {
                LakeOf.Table(place, name); // one that is not there is told before anything changes
            }

            var options = new ExpireJobOptions(names, parsed.GetValue(days), parsed.GetValue(keep), parsed.GetValue(dry));
            return Task.FromResult(Run(new ExpireJob(place, options), options.IsDryRun, parsed.GetValue(json), ct));
        });
        return ExamplesHelp.Add(command, "waybill expire --dry-run", "waybill expire --keep-days 30", "waybill expire gold.sales --keep 1 --keep-days 0");
    }

    private static int Run(ExpireJob job, bool isDryRun, bool json, CancellationToken ct)
    {
        var tables = job.Run(ct);
        if (json)
        {
            JsonOutput.Write(new { DryRun = isDryRun, Tables = tables });
            return ExitCode.Ok;
        }

        var view = new TableView("table", "expired>", "left>", "files deleted>", "freed>");
        foreach (var table in tables.Where(t => t.Expired > 0 || t.Files > 0))
        {
            view.Add(table.Table, Texts.Count(table.Expired), Texts.Count(table.Left), Texts.Count(table.Files), Texts.Bytes(table.Bytes));
        }

        view.Write(
            $"{Texts.Count(tables.Sum(t => t.Expired))} snapshots {(isDryRun ? "would go" : "are gone")}, {Texts.Bytes(tables.Sum(t => t.Bytes))} {(isDryRun ? "would be" : "are")} free.",
            "No snapshot is old enough to go. See: waybill expire --help");
        return ExitCode.Ok;
    }
}
