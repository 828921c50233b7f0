using Microsoft.AspNetCore.Mvc;
using Waybill.DuckDb;
using Waybill.Events;
using Waybill.Lake;
using Waybill.Pipeline;

namespace Waybill.Server.Http;

/// <summary>Errors as problem details (RFC 9457): what happened, and under <c>hint</c> what to do.</summary>
internal static class Problems
{
    public static ProblemDetails Of(Exception error) => error switch
    {
        RequestException e => Positioned(Details(e.Status, e.Title, e.Message, e.Hint), e.Position),
        BadHttpRequestException e => Details(e.StatusCode, "The request cannot be read", e.InnerException?.Message ?? e.Message, "Correct the request; /openapi/v1.json describes it."),
        WaybillException e => Details(
            e.Kind is WaybillErrorKind.Busy or WaybillErrorKind.Storage or WaybillErrorKind.ServiceUnreachable ? 503 : 500, "The workspace cannot be used", e.Message, e.Advice ?? ""),
        PipelineException e => Details(500, "The models cannot be used", e.Message, e.Advice ?? ""),
        LakeException { Kind: LakeErrorKind.NotFound } e => Details(404, "There is no such state of the table", e.Message, e.Advice ?? ""),
        LakeException e => Details(503, "The lake cannot be read", e.Message, e.Advice ?? ""),
        DuckDbException { Kind: DuckDbErrorKind.OutOfMemory } e => Details(503, "The query needs too much memory", FirstLine(e), "Ask for less, or again when the machine is less busy."),
        DuckDbException e => Details(503, "The lake cannot be queried", FirstLine(e), e.Advice),
        IOException or UnauthorizedAccessException => Details(503, "The disk refuses", error.Message, "Check the disk: free space, permissions, and that the workspace is still there."),
        _ => Details(500, "This is a defect of Waybill", error.Message, "Please report it with what you asked for."),
    };

    /// <summary>Words for a status that says nothing else.</summary>
    public static ProblemDetails Of(int status, HttpRequest request) => status == StatusCodes.Status405MethodNotAllowed
        ? Details(status, "This cannot be done here", $"{request.Method} is not possible at {request.Path}.", "/openapi/v1.json describes what is.")
        : Details(status, "The request cannot be read", $"A parameter in '{request.QueryString}' has another type than it should.", "Correct the request; /openapi/v1.json describes it.");

    public static ProblemDetails Details(int status, string title, string detail, string hint)
    {
        var problem = new ProblemDetails { Status = status, Title = title, Detail = detail, Type = "about:blank" };
        problem.Extensions["hint"] = hint;
        return problem;
    }

    /// <summary>Writes a problem outside of endpoints.</summary>
    public static Task Write(HttpContext context, ProblemDetails problem)
    {
        context.Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        return context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json");
    }

    private static ProblemDetails Positioned(ProblemDetails problem, int? position)
    {
        if (position is not null)
        {
            problem.Extensions["position"] = position;
        }

        return problem;
    }

    private static string FirstLine(DuckDbException error) => error.Message.Split('\n')[0];
}
