using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Waybill.IntegrationTests.Postgres;

/// <summary>
/// A way to a server on which it says that it is an old one: its greeting names another version (message ParameterStatus of the
/// protocol: 'S', length, name, 0, value, 0), everything else is its own.
/// </summary>
internal sealed class OldServer : IDisposable
{
    public const string Version = "9.6.24";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _server;

    /// <param name="server">The real server's port.</param>
    public OldServer(int server)
    {
        _server = server;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"postgresql://waybill@127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/postgres");

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(IPAddress.Loopback, _server);
            var questions = client.GetStream().CopyToAsync(server.GetStream());
            var replies = ReplyAsync(server.GetStream(), client.GetStream());
            await Task.WhenAny(questions, replies);
        }
    }

    private static async Task ReplyAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[1 << 16];
        for (int read; (read = await from.ReadAsync(buffer)) > 0;)
        {
            await to.WriteAsync(Aged(buffer.AsSpan(0, read)));
        }
    }

    /// <summary>The greeting comes in one piece.</summary>
    private static byte[] Aged(ReadOnlySpan<byte> reply)
    {
        var name = "server_version\0"u8;
        var start = reply.IndexOf(name);
        if (start < 0)
        {
            return reply.ToArray();
        }

        var value = reply[(start + name.Length)..];
        var message = new List<byte>();
        message.AddRange(reply[..(start - sizeof(int))]);
        message.AddRange([0, 0, 0, (byte)(sizeof(int) + name.Length + Version.Length + 1)]);
        message.AddRange(name);
        message.AddRange(Encoding.ASCII.GetBytes(Version));
        message.AddRange(value[value.IndexOf((byte)0)..]);
        return [.. message];
    }
}
