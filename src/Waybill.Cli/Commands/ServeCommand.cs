using System.CommandLine;
using Waybill.Cli.Output;
using Waybill.Cli.Serving;
using Waybill.Cli.Workspaces;
using Waybill.Server;

namespace Waybill.Cli.Commands;

/// <summary><c>waybill serve</c>: dashboard and API of a workspace.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var workspace = CommonOptions.Workspace();
        var models = CommonOptions.Models();
        var url = UrlOption();
        var command = new Command("serve", "Show a workspace in the browser: dashboard and API. Reads only; runs and simulations may go on beside it.")
        {
            workspace, url, models,
        };
        command.SetAction((parsed, ct) => ServeAsync(
            Workspace.Open(parsed.GetValue(workspace)!), ServerUrl.Parse(parsed.GetValue(url)), ModelsFolder.Find(parsed.GetValue(models)), ct));
        return ExamplesHelp.Add(command, "waybill serve", "waybill serve --url http://127.0.0.1:9000",
            "WAYBILL_TOKEN=… waybill serve --url http://0.0.0.0:8080    for other machines");
    }

    /// <summary>The address, for every command that serves.</summary>
    public static Option<string?> UrlOption() => new("--url")
    {
        Description = $"Address and port. On another address than this machine's own, the environment must hold a WAYBILL_TOKEN. [default: {ServerOptions.DefaultUrl.GetLeftPart(UriPartial.Authority)}]",
        HelpName = "URL",
    };

    /// <summary>Serves a workspace until somebody stops the program.</summary>
    public static async Task<int> ServeAsync(Workspace workspace, Uri url, string models, CancellationToken ct)
    {
        await using var server = await RunningServer.StartAsync(workspace, url, models, ct).ConfigureAwait(false);
        Console.WriteLine($"Serving {workspace.Root}");
        Console.WriteLine($"  {server.Address}    Ctrl-C stops it");
        await server.WaitAsync(ct).ConfigureAwait(false);
        return ExitCode.Ok;
    }
}
