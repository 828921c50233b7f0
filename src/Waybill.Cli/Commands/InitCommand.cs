using System.CommandLine;
using Waybill.Cli.Configuration;
using Waybill.Cli.Output;
using Waybill.Cli.Workspaces;
using Waybill.Events;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill init</c>: a workspace with a commented configuration.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        var workspace = CommonOptions.Workspace();
        var command = new Command("init", "Make a workspace with a commented waybill.yaml.")
        { workspace };
        command.SetAction(parsed => Run(parsed.GetValue(workspace)!));
        return ExamplesHelp.Add(command,
            "waybill init --workspace my-orders");
    }

    private static int Run(string folder)
    {
        var workspace = Workspace.Create(folder);
        if (File.Exists(workspace.Configuration))
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"{workspace.Configuration} exists already.",
                "Edit it, or choose another folder with --workspace.");
        }

        File.WriteAllText(workspace.Configuration, ConfigurationTemplate.Text);
        Console.WriteLine($"Wrote {workspace.Configuration}. Edit it, then run: waybill run --workspace {folder}");
        return ExitCode.Ok;
    }
}
