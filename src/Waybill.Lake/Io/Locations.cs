namespace Waybill.Lake.Io;

/// <summary>Location URIs ↔ local paths. Every location that we write is <c>file:///…</c>, not percent-encoded, as Java's Hadoop paths are.</summary>
public static class Locations
{
    /// <summary>/a/b → file:///a/b; C:\a → file:///C:/a.</summary>
    public static string ToUri(string fullPath)
    {
        var path = Path.GetFullPath(fullPath).Replace('\\', '/').TrimEnd('/');
        return path.StartsWith('/') ? "file://" + path : "file:///" + path;
    }

    /// <summary>file:///a/b, file:/a/b, file://localhost/a/b and /a/b → /a/b.</summary>
    /// <exception cref="LakeException">Another scheme.</exception>
    public static string ToPath(string uri)
    {
        var path = uri;
        if (uri.StartsWith("file:", StringComparison.Ordinal))
        {
            path = uri["file:".Length..];
            if (path.StartsWith("//", StringComparison.Ordinal))
            {
                var slash = path.IndexOf('/', 2);
                path = slash < 0 ? "/" : path[slash..];
            }
        }
        else if (uri.Contains("://", StringComparison.Ordinal))
        {
            throw LakeException.Unsupported($"location {uri} is not on a local disk", "this catalog opens file:// locations");
        }

        var isDrive = path.Length > 2 && path[0] == '/' && path[2] == ':';
        return isDrive ? path[1..] : path;
    }
}
