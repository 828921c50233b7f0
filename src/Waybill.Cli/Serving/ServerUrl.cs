using Waybill.Events;
using Waybill.Server;

namespace Waybill.Cli.Serving;

/// <summary>Reads <c>--url</c>.</summary>
internal static class ServerUrl
{
    /// <exception cref="WaybillException">It is no address that can be served.</exception>
    public static Uri Parse(string? text)
    {
        if (text is null)
        {
            return ServerOptions.DefaultUrl;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.Host.Length > 0
            && url is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
                ? url
                : throw new WaybillException(WaybillErrorKind.Usage, $"'{text}' is not an address to serve at.",
                    "Write it as http://127.0.0.1:8080. For https, put a proxy in front.");
    }
}
