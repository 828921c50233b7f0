using System.Security.Cryptography;
using System.Text;
using Waybill.Server.Http;

namespace Waybill.Server.Security;

/// <summary>
/// Lets in who knows the token: as a bearer, or as the cookie that <c>/?token=…</c> sets. Only digests are compared, in constant time; the
/// cookie holds another digest, so that it gives the token away to nobody.
/// </summary>
internal sealed class TokenGate(string token)
{
    private const string Cookie = "waybill";

    private readonly byte[] _token = Digest(token);
    private readonly string _cookie = Convert.ToHexStringLower(Digest("cookie:" + token));

    /// <summary>True when the request may go on; otherwise it has been answered.</summary>
    public async Task<bool> AdmitAsync(HttpContext context)
    {
        if (context.Request.Path == "/" && context.Request.Query["token"] is [{ } asked])
        {
            if (IsToken(asked))
            {
                Welcome(context);
                return false;
            }
        }
        else if (IsKnown(context.Request))
        {
            return true;
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        await Problems.Write(context, Problems.Details(StatusCodes.Status401Unauthorized, "Who are you?", "The token is missing or wrong.",
            "Open /?token=… once in the browser, or send 'Authorization: Bearer …'. The token is what WAYBILL_TOKEN was when the server started.")).ConfigureAwait(false);
        return false;
    }

    // The token must not stay in the address, where history and screenshots keep it.
    private void Welcome(HttpContext context)
    {
        context.Response.Cookies.Append(Cookie, _cookie, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
        context.Response.Redirect("/");
    }

    private bool IsKnown(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return (header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && IsToken(header[scheme.Length..].Trim()))
            || (request.Cookies[Cookie] is { } cookie && IsSame(Digest(cookie), Digest(_cookie)));
    }

    private bool IsToken(string asked) => IsSame(Digest(asked), _token);

    private static bool IsSame(byte[] left, byte[] right) => CryptographicOperations.FixedTimeEquals(left, right);

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
