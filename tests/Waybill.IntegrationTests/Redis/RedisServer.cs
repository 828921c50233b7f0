using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Waybill.Connectors.Redis;
using Xunit;

namespace Waybill.IntegrationTests.Redis;

/// <summary>A Redis server on a free port of this machine; it goes with the tests that share it.</summary>
public sealed class RedisServer : IDisposable
{
    private readonly string? _folder;
    private readonly int _port;
    private Process? _process;

    public RedisServer()
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(p => File.Exists(Path.Combine(p, "redis-server"))))
        {
            return;
        }

        _folder = Directory.CreateTempSubdirectory("waybill-redis-").FullName;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            _port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        Start();
    }

    internal RedisAddress Address
    {
        get
        {
            Require();
            return RedisAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"redis://127.0.0.1:{_port}"));
        }
    }

    /// <summary>Starts the server, with what it held when it was stopped.</summary>
    public void Start()
    {
        _process = Process.Start(new ProcessStartInfo("redis-server",
            ["--port", _port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _folder!, "--appendonly", "yes", "--logfile", Path.Combine(_folder!, "log")]));
        while (!Ask("PING", out _))
        {
            Thread.Yield();
        }
    }

    /// <summary>Stops the server; what it held stays on the disk.</summary>
    public void Stop()
    {
        _ = Ask("SHUTDOWN", out _);
        _process!.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Runs a command and gives its answer as redis-cli prints it: items with commas.</summary>
    internal string Run(params string[] arguments)
    {
        Require();
        return Text(ExecuteAsync(arguments).GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (_process is not null)
        {
            Stop();
        }

        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private bool Ask(string command, out string answer)
    {
        answer = "";
        try
        {
            answer = Text(ExecuteAsync([command]).GetAwaiter().GetResult());
            return !answer.StartsWith("LOADING", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is Events.WaybillException or IOException)
        {
            return false;
        }
    }

    private async Task<RedisReply> ExecuteAsync(string[] arguments)
    {
        var address = RedisAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"redis://127.0.0.1:{_port}"));
        await using var connection = await RedisConnection.OpenAsync(address, null, TimeSpan.FromSeconds(5), CancellationToken.None);
        var commands = new RespWriter();
        commands.Begin(arguments.Length);
        foreach (var argument in arguments)
        {
            commands.Add(argument);
        }

        return (await connection.ExecuteAsync(commands, CancellationToken.None))[0];
    }

    private static string Text(RedisReply reply) =>
        reply.Items is not null ? string.Join(',', reply.Items.Select(Text)) : reply.Text ?? reply.Number.ToString(CultureInfo.InvariantCulture);

    private void Require()
    {
        if (_folder is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "Redis is not installed (Debian: apt-get install redis-server).");
            Assert.Fail("Redis is not installed, and CI must not skip.");
        }
    }
}
