using Waybill.Server.Http;
using Waybill.Server.Live;

namespace Waybill.Server.Endpoints;

/// <summary>The trucks as they are now, and events as they happen.</summary>
internal static class LiveEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var live = routes.MapGroup("/live").WithTags("live").ProducesProblem(404);
        live.MapGet("/trucks", (LiveParts parts) => TypedResults.Ok(Demand(parts).Trucks()))
            .WithName("getLiveTrucks").WithSummary("All trucks that ever reported, by id.");
        live.MapGet("/alerts", (LiveParts parts) => TypedResults.Ok(Demand(parts).Alerts()))
            .WithName("getLiveAlerts").WithSummary("Open alerts, and the last 200 that are over.");
        live.MapGet("/stream", StreamAsync).Produces<LiveEvents>(200, "text/event-stream").WithName("getLiveStream")
            .WithSummary("Server-sent events. Each property of LiveEvents is the name of an event and what its data are.");
    }

    private static Task StreamAsync(LiveParts parts, LiveStreams streams, HttpContext context)
    {
        Demand(parts);
        return streams.ServeAsync(context);
    }

    private static ILiveState Demand(LiveParts parts) => parts.State
        ?? throw RequestException.NotFound("Nothing is watched", "This server shows a workspace; it watches no trucks.", "Start 'waybill up' instead.");
}
