using Microsoft.AspNetCore.Http.HttpResults;
using Waybill.Server.Answers;
using Waybill.Server.Lakes;

namespace Waybill.Server.Endpoints;

/// <summary>For whoever keeps the process alive.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", () => TypedResults.Ok(new HealthInfo("ok")))
            .WithName("getHealth").WithTags("health").WithSummary("The process answers.");
        routes.MapGet("/ready", Ready).ProducesProblem(503)
            .WithName("getReady").WithTags("health").WithSummary("The workspace can be read.");
    }

    private static Ok<HealthInfo> Ready(Readiness readiness)
    {
        readiness.Demand();
        return TypedResults.Ok(new HealthInfo("ready"));
    }
}
