using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Waybill.Cli.Live;
using Waybill.Cli.Simulate;
using Waybill.Cli.Workspaces;
using Waybill.Events;
using Waybill.Server;
using Waybill.Server.Live;
using Waybill.Server.Queries;

namespace Waybill.Cli.Serving;

/// <summary>The server of a workspace, from its start to its stop.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    /// <summary>The token is a secret: it comes from the environment, never from arguments.</summary>
    private const string TokenVariable = "WAYBILL_TOKEN";

    private const int ShortestToken = 16;

    private readonly WebApplication _app;
    private readonly MeterProvider? _meters = LiveMetrics.IsWanted
        ? Sdk.CreateMeterProviderBuilder().AddMeter(ServerMetrics.MeterName).AddOtlpExporter().Build()
        : null;

    private RunningServer(WebApplication app) => _app = app;

    /// <summary>Where it answers.</summary>
    public string Address => _app.Urls.First();

    /// <summary>Starts a server that shows what is there.</summary>
    public static Task<RunningServer> StartAsync(Workspace workspace, Uri url, string models, CancellationToken ct) =>
        StartAsync(workspace, url, models, "serve", LiveParts.None, ct);

    /// <summary>Starts a server beside other parts of the process.</summary>
    /// <param name="workspace">What is served.</param>
    /// <param name="url">The address; port 0 takes a free one.</param>
    /// <param name="models">The models folder.</param>
    /// <param name="mode"><c>serve</c> or <c>up</c>.</param>
    /// <param name="parts">What runs beside it.</param>
    /// <param name="ct">Stops the start.</param>
    /// <exception cref="WaybillException">Usage: no token for an address that others reach. ServiceUnreachable: the port is taken.</exception>
    public static async Task<RunningServer> StartAsync(Workspace workspace, Uri url, string models, string mode, LiveParts parts, CancellationToken ct)
    {
        var options = new ServerOptions
        {
            Url = url,
            Token = Token(),
            WebFolder = Path.Combine(AppContext.BaseDirectory, "web"),
            Mode = mode,
            WorkerCommand = WorkerCommand(),
            Version = typeof(RunningServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "",
        };
        if (!options.IsLoopback && options.Token is null)
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"{url.GetLeftPart(UriPartial.Authority)} can be reached from other machines, and {TokenVariable} is not set.",
                $"Set {TokenVariable} to a long random text, for instance: export {TokenVariable}=$(openssl rand -hex 24)");
        }

        var app = WaybillServer.Build(Served(workspace, models), options, parts, TimeProvider.System);
        try
        {
            await app.StartAsync(ct).ConfigureAwait(false);
            return new RunningServer(app);
        }
        catch (IOException e)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw InUse(url, e);
        }
        catch (SocketException e)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new WaybillException(WaybillErrorKind.ServiceUnreachable, $"{url.Host} is no address of this machine, or may not be used: {e.Message}.",
                "Choose another address with --url.", e);
        }
    }

    /// <summary>Tells before anything is begun that the port is taken.</summary>
    /// <exception cref="WaybillException">ServiceUnreachable: the port is taken.</exception>
    public static void RequireFree(Uri url)
    {
        if (!IPAddress.TryParse(url.Host.Trim('[', ']'), out var address))
        {
            address = IPAddress.Loopback;
        }

        try
        {
            using var listener = new TcpListener(address, url.Port);
            listener.Start();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw InUse(url, new IOException(e.Message, e));
        }
        catch (SocketException)
        {
            // Whatever else is wrong with the address, the server's own start says it.
        }
    }

    /// <summary>Until somebody stops the program.</summary>
    public async Task WaitAsync(CancellationToken ct)
    {
        await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await StopAsync().ConfigureAwait(false);
    }

    /// <summary>Answers what was asked and takes no more.</summary>
    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync().ConfigureAwait(false);
        _meters?.Dispose();
    }

    internal static ServedWorkspace Served(Workspace workspace, string models) => new()
    {
        Name = Path.GetFileName(workspace.Root),
        Root = workspace.Root,
        Lake = workspace.Lake,
        Landing = workspace.Landing,
        Runs = workspace.Runs,
        Reports = workspace.Reports,
        Temporary = Path.Combine(workspace.State, $"serve-{Environment.ProcessId}"),
        Library = RuleBook.LoadModels(workspace, models),
        World = () => new WorldFolder(workspace.Root).Load() is { } world
            ? new WorldOrigin(world.Scenario, world.Seed, SimulateJob.WorldTime(workspace.Root))
            : null,
    };

    // The program beside this assembly, whatever was started: a test runner is not to be started again.
    internal static IReadOnlyList<string> WorkerCommand()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "waybill");
        return File.Exists(program) ? [program, QueryWorker.Argument] : ["dotnet", program + ".dll", QueryWorker.Argument];
    }

    /// <summary>What whoever asks must know; null where nobody need know anything.</summary>
    public static string? Token() => Environment.GetEnvironmentVariable(TokenVariable) switch
    {
        null or "" => null,
        { Length: < ShortestToken } => throw new WaybillException(WaybillErrorKind.Usage, $"{TokenVariable} has fewer than {ShortestToken} characters.",
            $"Set it to a long random text, for instance: export {TokenVariable}=$(openssl rand -hex 24)"),
        var token => token,
    };

    private static WaybillException InUse(Uri url, IOException error) => new(WaybillErrorKind.ServiceUnreachable,
        $"{url.GetLeftPart(UriPartial.Authority)} cannot be served: {error.InnerException?.Message ?? error.Message}",
        $"Something else may listen there, perhaps another Waybill. Choose another port: --url http://{url.Host}:{(url.Port == 65535 ? 8080 : url.Port + 1)}", error);
}
