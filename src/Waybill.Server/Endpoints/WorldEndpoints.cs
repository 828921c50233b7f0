using Microsoft.AspNetCore.Http.HttpResults;
using Waybill.Server.Http;
using Waybill.Server.Live;

namespace Waybill.Server.Endpoints;

/// <summary>Speed and pause of the world that runs in this process.</summary>
internal static class WorldEndpoints
{
    private const double Slowest = 0.1;
    private const double Fastest = 100_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var world = routes.MapGroup("/world").WithTags("world").ProducesProblem(404);
        world.MapGet("", (LiveParts parts) => TypedResults.Ok(Demand(parts).State)).WithName("getWorld").WithSummary("Time, speed and pause of the world.");
        world.MapPut("", Change).ProducesProblem(400).WithName("putWorld").WithSummary("Changes speed or pause.");
    }

    private static Ok<WorldState> Change(WorldChange change, LiveParts parts)
    {
        var world = Demand(parts);
        return change.Speed is not { } speed || (speed >= Slowest && speed <= Fastest)
            ? TypedResults.Ok(world.Change(change))
            : throw RequestException.Bad("The world cannot go at this speed", $"speed is {speed}.", $"Use {Slowest} to {Fastest}; pause it with paused.");
    }

    private static IWorldControl Demand(LiveParts parts) => parts.World
        ?? throw RequestException.NotFound("No world runs here", "This server shows a workspace; no world goes on in it.", "Start 'waybill up' instead.");
}
