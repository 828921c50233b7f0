using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Waybill.Server;

/// <summary>The meter <c>Waybill.Server</c>, for whoever collects meters of this process.</summary>
public sealed class ServerMetrics : IDisposable
{
    public const string MeterName = "Waybill.Server";

    private readonly Meter _meter = new(MeterName);
    private readonly Histogram<double> _requests;
    private readonly Histogram<double> _queries;
    private readonly UpDownCounter<long> _streams;

    public ServerMetrics()
    {
        _requests = _meter.CreateHistogram<double>("waybill.server.request", "ms", "From a request to the end of its answer.");
        _queries = _meter.CreateHistogram<double>("waybill.server.query", "ms", "Queries of the lake that no kept answer saved.");
        _streams = _meter.CreateUpDownCounter<long>("waybill.server.streams", "{stream}", "Readers of live events.");
    }

    public void Dispose() => _meter.Dispose();

    internal void Answered(string route, int status, TimeSpan took) => _requests.Record(
        took.TotalMilliseconds, new KeyValuePair<string, object?>("route", route), new KeyValuePair<string, object?>("status", status));

    internal void Queried(string kind, TimeSpan took) => _queries.Record(took.TotalMilliseconds, new KeyValuePair<string, object?>("kind", kind));

    /// <summary>Counts the query when what is returned is disposed.</summary>
    internal IDisposable Query(string kind) => new Timed(this, kind);

    internal void Streaming(int change) => _streams.Add(change);

    private sealed class Timed(ServerMetrics metrics, string kind) : IDisposable
    {
        private readonly long _started = Stopwatch.GetTimestamp();

        public void Dispose() => metrics.Queried(kind, Stopwatch.GetElapsedTime(_started));
    }
}
