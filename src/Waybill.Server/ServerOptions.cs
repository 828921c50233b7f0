using System.Net;

namespace Waybill.Server;

/// <summary>How a workspace is served.</summary>
public sealed record ServerOptions
{
    public static readonly Uri DefaultUrl = new("http://127.0.0.1:8080");

    /// <summary>http, an address or name of this machine, and a port; port 0 takes a free one.</summary>
    public Uri Url { get; init; } = DefaultUrl;

    /// <summary>Whoever asks must know it; needed on every address but this machine's own. Null asks for none.</summary>
    public string? Token { get; init; }

    /// <summary>The built dashboard; a folder that is not there is served as a page that says so.</summary>
    public required string WebFolder { get; init; }

    /// <summary><c>serve</c> or <c>up</c>.</summary>
    public string Mode { get; init; } = "serve";

    /// <summary>What starts a process that goes into <see cref="Queries.QueryWorker.Run"/>: the program and its arguments.</summary>
    public required IReadOnlyList<string> WorkerCommand { get; init; }

    /// <summary>A query of somebody's own that takes longer is ended.</summary>
    public TimeSpan SqlTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Version of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Only programs on this machine can reach the address.</summary>
    public bool IsLoopback => Url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
