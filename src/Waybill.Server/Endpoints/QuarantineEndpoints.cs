using Microsoft.AspNetCore.Http.HttpResults;
using Waybill.Server.Answers;
using Waybill.Server.Http;
using Waybill.Server.Lakes;

namespace Waybill.Server.Endpoints;

/// <summary>What was kept out of the tables, with the original line.</summary>
internal static class QuarantineEndpoints
{
    private const int PageRows = 100;
    private const int MostRows = 1_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var quarantine = routes.MapGroup("/quarantine").WithTags("quarantine");
        quarantine.MapGet("", async (Quarantine rows, HttpContext context) =>
                TypedResults.Ok(await rows.RulesAsync(context.RequestAborted).ConfigureAwait(false)))
            .ProducesProblem(503).WithName("getQuarantine").WithSummary("Rows in quarantine by table and rule, the most first.");
        quarantine.MapGet("/{table}", PageAsync).ProducesProblem(400).ProducesProblem(404)
            .WithName("getQuarantinedRows").WithSummary("Rows of a quarantine table with file, line and original text.");
    }

    private static async Task<Ok<QuarantinePage>> PageAsync(
        string table, string? rule, long? offset, int? limit, Quarantine rows, HttpContext context)
    {
        if (offset is < 0 || limit is < 1 or > MostRows)
        {
            throw RequestException.Bad("The rows cannot be read like this", $"offset is {offset ?? 0}, limit is {limit ?? PageRows}.", $"offset is 0 or more, limit 1 to {MostRows}.");
        }

        return TypedResults.Ok(await rows.PageAsync(table, rule, offset ?? 0, limit ?? PageRows, context.RequestAborted).ConfigureAwait(false));
    }
}
