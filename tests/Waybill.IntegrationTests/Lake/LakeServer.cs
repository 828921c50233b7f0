using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Waybill.IntegrationTests.Lake;

/// <summary>Serves a folder over HTTP on a free local port, with ranges, as object stores do.</summary>
internal sealed class LakeServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _root;
    private readonly Task _loop;

    public LakeServer(string root)
    {
        _root = root;
        Url = $"http://127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _loop = Task.Run(Serve);
    }

    public string Url { get; }

    public void Dispose()
    {
        _listener.Stop();
        _loop.Wait(TimeSpan.FromSeconds(10));
        _listener.Close();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task Serve()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync().ConfigureAwait(false);
                await AnswerAsync(context).ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var response = context.Response;
        var path = Path.Combine(_root, Uri.UnescapeDataString(context.Request.Url?.AbsolutePath.TrimStart('/') ?? ""));
        if (!File.Exists(path))
        {
            response.StatusCode = 404;
            response.Close();
            return;
        }

        var bytes = await File.ReadAllBytesAsync(path).ConfigureAwait(false);
        var (from, to) = Range(context.Request.Headers["Range"], bytes.Length);
        if (context.Request.Headers["Range"] is not null)
        {
            response.StatusCode = 206;
            response.Headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{to}/{bytes.Length}");
        }

        response.Headers["Accept-Ranges"] = "bytes";
        response.ContentLength64 = to - from + 1;
        if (context.Request.HttpMethod != "HEAD")
        {
            await response.OutputStream.WriteAsync(bytes.AsMemory(from, to - from + 1)).ConfigureAwait(false);
        }

        response.Close();
    }

    // "bytes=5-9", "bytes=5-" or "bytes=-5".
    private static (int From, int To) Range(string? header, int length)
    {
        if (header is null || header["bytes=".Length..].Split('-') is not [var first, var last])
        {
            return (0, length - 1);
        }

        return first.Length == 0
            ? (length - int.Parse(last, CultureInfo.InvariantCulture), length - 1)
            : (int.Parse(first, CultureInfo.InvariantCulture), last.Length == 0 ? length - 1 : Math.Min(length - 1, int.Parse(last, CultureInfo.InvariantCulture)));
    }
}
