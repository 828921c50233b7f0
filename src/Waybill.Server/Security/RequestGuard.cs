using System.Net;
using Waybill.Server.Http;

namespace Waybill.Server.Security;

/// <summary>
/// Refuses what a foreign web page could make a browser send: on this machine's own address another host name (DNS rebinding), and everywhere
/// changes from another origin or in a form's encoding.
/// </summary>
internal static class RequestGuard
{
    /// <summary>Null when the request may go on.</summary>
    public static RequestException? Refuse(HttpRequest request, bool isLoopback)
    {
        if (isLoopback && !IsLoopbackName(request.Host.Host))
        {
            return new RequestException(StatusCodes.Status421MisdirectedRequest, "This is another host's name",
                $"The server is reached as 127.0.0.1 or localhost, not as '{Shortened(request.Host.Host)}'.", "Use http://127.0.0.1 and the port; to serve other machines, start with --url and WAYBILL_TOKEN.");
        }

        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return null;
        }

        if (request.Headers.Origin is [{ } origin] && !IsOwn(origin, request))
        {
            return new RequestException(StatusCodes.Status403Forbidden, "Another site asks", $"The request comes from '{Shortened(origin)}'.", "Use the dashboard of this server, or a program that sends no Origin.");
        }

        return request.ContentLength is null or 0 && request.ContentType is null && request.Headers.TransferEncoding.Count == 0
            || request.HasJsonContentType()
                ? null
                : new RequestException(StatusCodes.Status415UnsupportedMediaType, "Only JSON is read", $"The content type is '{Shortened(request.ContentType ?? "")}'.", "Send 'Content-Type: application/json'.");
    }

    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(Authority(request), StringComparison.OrdinalIgnoreCase) && uri.Scheme == request.Scheme;

    // A browser leaves the port out where it is the scheme's own, as Uri does.
    private static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var own) ? own.Authority : "";

    private static bool IsLoopbackName(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static string Shortened(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
