using Microsoft.AspNetCore.Builder;
using Waybill.Cli.Commands;
using Waybill.Cli.Serving;
using Waybill.Cli.Workspaces;
using Waybill.Server;
using Waybill.Server.Live;

namespace Waybill.IntegrationTests.Server;

/// <summary>A server on a free port of this machine, and a client that asks it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestServer(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(2) };
    }

    public HttpClient Client { get; }

    /// <summary>Serves a workspace.</summary>
    /// <param name="workspace">Its folder.</param>
    /// <param name="models">A models folder instead of the program's own.</param>
    /// <param name="parts">What runs beside the server.</param>
    /// <param name="change">Options that differ from the usual ones.</param>
    public static async Task<TestServer> StartAsync(
        string workspace, string? models = null, LiveParts? parts = null, Func<ServerOptions, ServerOptions>? change = null)
    {
        var options = new ServerOptions
        {
            Url = new Uri("http://127.0.0.1:0"),
            WebFolder = Path.Combine(workspace, "web"),
            WorkerCommand = RunningServer.WorkerCommand(),
            Version = "test",
        };
        var app = WaybillServer.Build(
            RunningServer.Served(Workspace.Open(workspace), ModelsFolder.Find(models)), change is null ? options : change(options), parts ?? LiveParts.None, TimeProvider.System);
        await app.StartAsync();
        return new TestServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
