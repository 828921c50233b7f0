using System.CommandLine;

namespace Waybill.Cli.Commands;

/// <summary>Options that several commands share, so that they read and mean the same everywhere.</summary>
internal static class CommonOptions
{
    public static Option<string> Workspace() => new("--workspace", "-w")
    {
        Description = "Folder of the workspace.",
        HelpName = "DIR",
        DefaultValueFactory = _ => Workspaces.Workspace.DefaultFolder,
    };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document instead of tables." };

    public static Option<string?> Models() => new("--models")
    {
        Description = "Folder of models, instead of those that come with Waybill.",
        HelpName = "DIR",
    };
}
