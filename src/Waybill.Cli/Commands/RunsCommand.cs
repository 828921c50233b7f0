using System.CommandLine;
using Waybill.Cli.Output;
using Waybill.Cli.Workspaces;
using Waybill.Pipeline.Runs;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill runs</c>: what was run, and what it did.</summary>
internal static class RunsCommand
{
    public static Command Create()
    {
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var last = new Option<int>("--last") { Description = "How many runs to show.", DefaultValueFactory = _ => 10, HelpName = "N" };
        var command = new Command("runs", "Show the newest runs of a workspace: what ran, rows in and out, quarantined, time, snapshots.")
        { workspace, last, json };
        command.SetAction(parsed => Run(
            Workspace.Open(parsed.GetValue(workspace)!), parsed.GetValue(last), parsed.GetValue(json)));
        return ExamplesHelp.Add(command,
            "waybill runs --last 3");
    }

    private static int Run(Workspace workspace, int last, bool json)
    {
        var records = new RunJournal(workspace.Runs).Read(last);
        if (json)
        {
            JsonOutput.Write(records);
            return ExitCode.Ok;
        }

        if (records.Count == 0)
        {
            Console.WriteLine("Nothing has run yet. Start with: waybill run");
        }

        foreach (var record in records)
        {
            RunReport.Write(record);
        }

        return ExitCode.Ok;
    }
}
