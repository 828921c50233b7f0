using Microsoft.Net.Http.Headers;

namespace Waybill.Server.Http;

/// <summary>Lets browsers keep an answer for as long as nothing behind it has changed.</summary>
internal static class ETags
{
    /// <summary>Marks the answer; true when the asker has it already.</summary>
    public static bool IsKnown(HttpContext context, string key)
    {
        // Weak, because the same answer goes out compressed and plain.
        var tag = new EntityTagHeaderValue($"\"{key}\"", isWeak: true);
        var headers = context.Response.GetTypedHeaders();
        headers.ETag = tag;
        headers.CacheControl = new CacheControlHeaderValue { NoCache = true, Private = true };
        return context.Request.GetTypedHeaders().IfNoneMatch is { Count: > 0 } known
            && known.Any(k => k.Compare(tag, useStrongComparison: false) || k == EntityTagHeaderValue.Any);
    }
}
