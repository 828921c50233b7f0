using System.Diagnostics;
using Waybill.Server.Http;

namespace Waybill.Server.Security;

/// <summary>What every request passes first: security headers, the guard, the token, and errors as problems.</summary>
internal sealed class Entrance(RequestDelegate next, ServerOptions options, ServerMetrics metrics, ILogger<Entrance> log)
{
    private readonly TokenGate? _gate = options.Token is { } token ? new TokenGate(token) : null;

    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        SecurityHeaders.Set(context.Response.Headers);
        try
        {
            if (RequestGuard.Refuse(context.Request, options.IsLoopback) is { } refusal)
            {
                await Problems.Write(context, Problems.Of(refusal)).ConfigureAwait(false);
            }
            else if (_gate is null || context.Request.Path == "/health" || await _gate.AdmitAsync(context).ConfigureAwait(false))
            {
                await next(context).ConfigureAwait(false);
                await ExplainAsync(context).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // Whoever asked has gone.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            var problem = Problems.Of(e);
            if (problem.Status == StatusCodes.Status500InternalServerError)
            {
                log.Defect(e, context.Request.Method, context.Request.Path);
            }

            context.Response.Headers.Remove("ETag");
            context.Response.Headers.CacheControl = "no-store";
            await Problems.Write(context, problem).ConfigureAwait(false);
        }
        finally
        {
            metrics.Answered(Route(context), context.Response.StatusCode, Stopwatch.GetElapsedTime(started));
        }
    }

    // The framework answers some requests with a bare number: a parameter of another type, a method that an address does not have.
    private static Task ExplainAsync(HttpContext context) =>
        context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null } response
            ? Problems.Write(context, Problems.Of(response.StatusCode, context.Request))
            : Task.CompletedTask;

    // The pattern, not the path: a meter must not have a series for each order.
    private static string Route(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "files";
}
