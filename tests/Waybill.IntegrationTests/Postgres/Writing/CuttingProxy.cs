using System.Net;
using System.Net.Sockets;

namespace Waybill.IntegrationTests.Postgres.Writing;

/// <summary>
/// A way to the server on which connections break: each of the first few is cut when the server has answered so many times, and its last
/// answer is lost, so that nobody on this side knows whether the server did what it was asked.
/// </summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _server;
    private readonly Queue<int> _answers;
    private readonly List<TcpClient> _clients = [];

    /// <param name="server">The server's port.</param>
    /// <param name="answers">For each connection the answer that is lost, counted from 1; connections after them live.</param>
    public CuttingProxy(int server, IEnumerable<int> answers)
    {
        _server = server;
        _answers = new Queue<int>(answers);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections that were cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>Cuts all connections that are open; the server ends what it was asked.</summary>
    public void CutAll()
    {
        lock (_clients)
        {
            _clients.ForEach(client => client.Dispose());
            _clients.Clear();
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                lock (_clients)
                {
                    _clients.Add(client);
                }

                _ = ServeAsync(client, _answers.TryDequeue(out var answers) ? answers : int.MaxValue);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client, int answers)
    {
        using (client)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(IPAddress.Loopback, _server);
            var questions = client.GetStream().CopyToAsync(server.GetStream());
            var replies = ReplyAsync(server.GetStream(), client.GetStream(), answers);
            await Task.WhenAny(questions, replies);
        }
    }

    private async Task ReplyAsync(NetworkStream from, NetworkStream to, int answers)
    {
        var buffer = new byte[1 << 16];
        for (int read; (read = await from.ReadAsync(buffer)) > 0;)
        {
            if (--answers == 0)
            {
                Cuts++;
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, read));
        }
    }
}
