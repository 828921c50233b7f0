using System.Net;
using System.Text;

namespace Waybill.IntegrationTests.Live;

/// <summary>A collector of metrics: takes what comes by OTLP over HTTP.</summary>
internal sealed class MetricsCollector : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly StringBuilder _received = new();
    private readonly Task _work;

    public MetricsCollector()
    {
        var address = $"http://127.0.0.1:{FreePort.Find()}";
        _listener.Prefixes.Add($"{address}/v1/metrics/");
        _listener.Start();
        _work = Task.Run(TakeAsync);
        Environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        };
    }

    /// <summary>What a program must be told to report here.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Everything that came so far; names of metrics stand in the messages as they are.</summary>
    public string Received
    {
        get
        {
            lock (_received)
            {
                return _received.ToString();
            }
        }
    }

    public void Dispose()
    {
        _listener.Close();
        _work.Wait();
    }

    private async Task TakeAsync()
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
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            lock (_received)
            {
                _received.Append(Encoding.Latin1.GetString(body.ToArray()));
            }

            context.Response.ContentType = "application/x-protobuf";
            context.Response.Close();
        }
    }
}
