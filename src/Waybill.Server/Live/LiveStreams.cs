using Microsoft.AspNetCore.Http.Features;
using Waybill.Server.Http;
using Waybill.Server.Lakes;

namespace Waybill.Server.Live;

/// <summary>Serves readers of live events, each at its own pace.</summary>
internal sealed class LiveStreams(LiveParts parts, LakeReader reader, ServerMetrics metrics, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private int _readers;

    /// <summary>Writes events until the reader goes, falls too far behind, or the server stops.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        if (Interlocked.Increment(ref _readers) > Limits.Streams)
        {
            Interlocked.Decrement(ref _readers);
            throw RequestException.NotReady("Too many readers", $"{Limits.Streams} readers follow the events already.", "Close other windows of the dashboard, or try again later.");
        }

        metrics.Streaming(1);
        try
        {
            context.Response.ContentType = "text/event-stream; charset=utf-8";
            context.Response.Headers.CacheControl = "no-store";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            using var stopped = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            using var stream = new LiveStream(parts, reader, time);
            await stream.WriteAsync(context.Response.Body, stopped.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The reader has gone, or the server stops: the end of every stream.
        }
        finally
        {
            metrics.Streaming(-1);
            Interlocked.Decrement(ref _readers);
        }
    }
}
