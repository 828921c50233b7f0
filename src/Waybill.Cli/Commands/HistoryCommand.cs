using System.CommandLine;
using System.Globalization;
using Waybill.Cli.Output;
using Waybill.Cli.Workspaces;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill history</c>: the snapshots of a table.</summary>
internal static class HistoryCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("table") { Description = "Table, as in gold.sales." };
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command("history", "Show every snapshot of a table: when, what, how many rows.") { name, workspace, json };
        command.SetAction(parsed => Run(Workspace.Open(parsed.GetValue(workspace)!), parsed.GetValue(name)!, parsed.GetValue(json)));
        return ExamplesHelp.Add(command, "waybill history gold.sales",
            "waybill sql --as-of \"2026-01-05 00:00:00\" \"select count(*) from gold.sales\"");
    }

    private static int Run(Workspace workspace, string name, bool json)
    {
        var history = LakeOf.Table(workspace, name).History();
        if (json)
        {
            JsonOutput.Write(history.Select(h => new
            {
                // Text, because JavaScript numbers lose digits of large ids.
                SnapshotId = h.SnapshotId.ToString(CultureInfo.InvariantCulture),
                ParentSnapshotId = h.ParentSnapshotId?.ToString(CultureInfo.InvariantCulture),
                At = Texts.Cell(DateTime.UnixEpoch.AddMilliseconds(h.TimestampMs)),
                h.Operation,
                h.Summary,
            }));
            return ExitCode.Ok;
        }

        var view = new TableView("at (UTC)", "snapshot", "operation", "added>", "deleted>", "rows after>", "files after>");
        foreach (var entry in history)
        {
            view.Add(Texts.Cell(DateTime.UnixEpoch.AddMilliseconds(entry.TimestampMs)),
                entry.SnapshotId.ToString(CultureInfo.InvariantCulture), entry.Operation,
                Summary("added-records"), Summary("deleted-records"), Summary("total-records"), Summary("total-data-files"));

            string Summary(string key) => entry.Summary.TryGetValue(key, out var value) ? value : "0";
        }

        view.Write("", $"{name} has no snapshot yet.");
        return ExitCode.Ok;
    }
}
