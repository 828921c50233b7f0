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

    /// <summary>A whole number that has a least value.</summary>
    public static Option<int> Number(string name, string description, string help, int value, int least)
    {
        var option = new Option<int>(name) { Description = description, HelpName = help, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var given) && given < least)
            {
                result.AddError($"{name} {given}: it must be {least} or more.");
            }
        });
        return option;
    }
}
