using System.Globalization;
using System.Net;

namespace Waybill.IntegrationTests.Lake;

/// <summary>Serves the files below a folder under their full paths, parts of files too, as an object store does.</summary>
internal sealed class LakeServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _root;
    private readonly Task _serving;

    public LakeServer(string root)
    {
        _root = root;
        Address = $"http://127.0.0.1:{FreePort.Find()}";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Without a slash at the end.</summary>
    public string Address { get; }

    public void Dispose()
    {
        _listener.Close();
        _serving.GetAwaiter().GetResult();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return; // closed
            }

            try
            {
                Answer(context.Request, context.Response);
                context.Response.Close(); // Dispose would cut the connection, which the client may be using again already
            }
            catch (Exception)
            {
                context.Response.Abort(); // the reader reports it; it must not wait for an answer
            }
        }
    }

    private void Answer(HttpListenerRequest request, HttpListenerResponse response)
    {
        var path = Path.GetFullPath(Uri.UnescapeDataString(request.RawUrl!)); // a request that was received has a URL
        if (!path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(path))
        {
            response.StatusCode = 404;
            return;
        }

        ReadOnlySpan<byte> body = File.ReadAllBytes(path);
        if (request.Headers["Range"]?["bytes=".Length..].Split('-') is [var first, var last])
        {
            var start = int.Parse(first, CultureInfo.InvariantCulture);
            var end = Math.Min(int.Parse(last, CultureInfo.InvariantCulture) + 1, body.Length);
            response.StatusCode = 206;
            response.AddHeader("Content-Range", $"bytes {start}-{end - 1}/{body.Length}");
            body = body[start..end];
        }

        response.ContentLength64 = body.Length;
        if (request.HttpMethod != "HEAD")
        {
            response.OutputStream.Write(body);
        }
    }
}
