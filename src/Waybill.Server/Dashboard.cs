using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Waybill.Server.Http;

namespace Waybill.Server;

/// <summary>The files of the dashboard. Every address that is no file and no part of the API is a page of it.</summary>
internal static class Dashboard
{
    /// <summary>Answers what no endpoint is for; stands behind routing.</summary>
    public static void Use(WebApplication app, string folder)
    {
        if (Directory.Exists(folder))
        {
            app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder), OnPrepareResponse = SetCaching });
        }

        var index = Path.Combine(folder, "index.html");
        app.Use((context, next) => context.GetEndpoint() is not null ? next(context)
            : IsPage(context.Request) && File.Exists(index) ? SendAsync(context, index)
            : NotThereAsync(context));
    }

    private static Task SendAsync(HttpContext context, string index)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        return context.Response.SendFileAsync(index, context.RequestAborted);
    }

    private static Task NotThereAsync(HttpContext context) => Problems.Write(context, context.Request.Path == "/"
        ? Problems.Details(StatusCodes.Status404NotFound, "The dashboard is not built", "There are no files of the dashboard beside the program.",
            "Start Waybill by its launcher ./waybill, which builds it. The API is there: /openapi/v1.json describes it.")
        : Problems.Details(StatusCodes.Status404NotFound, "There is nothing here", $"'{context.Request.Path}' is no part of this server.", "/openapi/v1.json describes what there is."));

    // The build writes a digest of the content into the names of what lies in assets/.
    private static void SetCaching(StaticFileResponseContext file) => file.Context.Response.Headers.CacheControl =
        file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";

    // Pages have no dot in their last part; files do.
    private static bool IsPage(HttpRequest request) => (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && !request.Path.StartsWithSegments("/openapi", StringComparison.Ordinal)
        && !(request.Path.Value ?? "").Split('/')[^1].Contains('.', StringComparison.Ordinal);
}
