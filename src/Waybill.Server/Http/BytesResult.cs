using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Waybill.Server.Http;

/// <summary>An answer that is written already, described to readers of the API as a record.</summary>
internal sealed class BytesResult<T>(ReadOnlyMemory<byte> body, string contentType) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json", "text/csv"]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = contentType;
        return httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}
