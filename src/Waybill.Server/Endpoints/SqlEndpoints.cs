using Waybill.Server.Answers;
using Waybill.Server.Http;
using Waybill.Server.Queries;

namespace Waybill.Server.Endpoints;

/// <summary>Queries of one's own, read only and within limits.</summary>
internal static class SqlEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var sql = routes.MapGroup("/sql").WithTags("sql").ProducesProblem(400).ProducesProblem(503);
        sql.MapPost("", AskAsync).WithName("postSql").WithSummary("Runs one select over the lake: at most 10 s, 1 GB, 10,000 rows.");
        sql.MapPost("/csv", DownloadAsync).Produces<string>(200, "text/csv").WithName("postSqlCsv").WithSummary("The same as CSV, up to 1,000,000 rows.");
    }

    private static async Task<BytesResult<SqlAnswer>> AskAsync(SqlRequest request, SqlBox box, HttpContext context) =>
        new(await box.AskAsync(request, context.RequestAborted).ConfigureAwait(false), MediaTypes.Json);

    private static Task DownloadAsync(SqlRequest request, SqlBox box, HttpContext context) => box.DownloadAsync(request, context);
}
