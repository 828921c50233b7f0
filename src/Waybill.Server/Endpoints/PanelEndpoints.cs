using Microsoft.AspNetCore.Http.HttpResults;
using Waybill.Server.Answers;
using Waybill.Server.Http;
using Waybill.Server.Lakes;
using Waybill.Server.Panels;

namespace Waybill.Server.Endpoints;

/// <summary>The questions of the dashboard, and their answers.</summary>
internal static class PanelEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var panels = routes.MapGroup("/panels").WithTags("panels");
        panels.MapGet("", (PanelList list) => TypedResults.Ok(list.All()))
            .WithName("getPanels").WithSummary("All panels with their columns, parameters and definitions.");
        panels.MapGet("/{page}/{name}", GetAsync).ProducesProblem(400).ProducesProblem(404).ProducesProblem(503).Produces(304)
            .WithName("getPanel").WithSummary("The answer of a panel.")
            .WithDescription("The panel's parameters are query parameters. 'format=csv' or 'Accept: text/csv' gives CSV. The ETag changes when a table behind the answer does.");
    }

    private static async Task<Results<BytesResult<PanelAnswer>, Ok<PanelAnswer>, StatusCodeHttpResult>> GetAsync(
        string page, string name, string? format, HttpContext context, LakeReader reader, PanelAnswers answers)
    {
        var panel = reader.Panels.Find($"{page}/{name}")
            ?? throw RequestException.NotFound("There is no such panel", $"There is no panel {page}/{name}.", "GET /api/panels lists them.");
        var arguments = Arguments.Read(panel, context.Request.Query);
        var edition = reader.Edition();
        if (Absence.Of(reader, edition, panel.Tables) is { } hint)
        {
            return TypedResults.Ok(new PanelAnswer(panel.Id, PanelList.Said(panel), [], null, 0, false, hint, false));
        }

        var kind = Formats.Wanted(context.Request, format);
        if (ETags.IsKnown(context, answers.KeyOf(panel, arguments, edition, kind)))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var answer = await answers.Get(panel, arguments, edition, kind).WaitAsync(context.RequestAborted).ConfigureAwait(false);
        return new BytesResult<PanelAnswer>(answer.Body, answer.ContentType);
    }
}
