using Microsoft.AspNetCore.Http.HttpResults;
using Waybill.Pipeline.Score;
using Waybill.Server.Answers;
using Waybill.Server.Http;

namespace Waybill.Server.Endpoints;

/// <summary>The lake beside the truth.</summary>
internal static class VerificationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/verification", Get).ProducesProblem(404)
        .WithName("getVerification").WithTags("verification").WithSummary("What 'waybill verify' found last.");

    private static Ok<VerificationInfo> Get(ServedWorkspace workspace)
    {
        var saved = VerificationFile.Read(workspace.Reports)
            ?? throw RequestException.NotFound("Nothing was verified yet", "The workspace has no result of a verification.", "Compare the lake with the truth: waybill verify");
        var found = saved.Verification;
        return TypedResults.Ok(new VerificationInfo(
            saved.When, saved.Subject, saved.TolerancePct, found.Pass, found.Checks, found.Faults, found.Tables, found.Differences, found.Unknowable, found.Notes));
    }
}
