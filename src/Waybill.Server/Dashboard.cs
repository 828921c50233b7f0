using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Waybill.Server.Http;

namespace Waybill.Server;

/// <summary>The files of the dashboard. Every address that is no file and no part of the API is a page of it.</summary>
internal static class Dashboard
{
    public static void Map(WebApplication app, string folder)
    {
        if (!Directory.Exists(folder))
        {
            app.MapFallback(NotThereAsync).ExcludeFromDescription();
            return;
        }

        // Only one fallback, and none for addresses that look like files: an endpoint that matches keeps the files' middleware from answering.
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder), OnPrepareResponse = SetCaching });
        app.MapFallback("{*path:nonfile}", context => SendIndexAsync(context, folder)).ExcludeFromDescription();
    }

    private static Task SendIndexAsync(HttpContext context, string folder)
    {
        var path = Path.Combine(folder, "index.html");
        if (IsApi(context.Request.Path) || !File.Exists(path))
        {
            return NotThereAsync(context);
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        return context.Response.SendFileAsync(path, context.RequestAborted);
    }

    private static Task NotThereAsync(HttpContext context) => Problems.Write(context, context.Request.Path == "/"
        ? Problems.Details(StatusCodes.Status404NotFound, "The dashboard is not built", "There are no files of the dashboard beside the program.",
            "Start Waybill by its launcher ./waybill, which builds it. The API is there: /openapi/v1.json describes it.")
        : Problems.Details(StatusCodes.Status404NotFound, "There is nothing here", $"'{context.Request.Path}' is no part of this server.", "/openapi/v1.json describes what there is."));

    // The build writes a digest of the content into the names of what lies in assets/.
    private static void SetCaching(StaticFileResponseContext file) => file.Context.Response.Headers.CacheControl =
        file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";

    private static bool IsApi(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.Ordinal) || path.StartsWithSegments("/openapi", StringComparison.Ordinal);
}
