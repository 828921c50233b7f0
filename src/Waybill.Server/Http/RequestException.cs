namespace Waybill.Server.Http;

/// <summary>Ends a request with a problem that the asker can do something about.</summary>
internal sealed class RequestException(int status, string title, string detail, string hint, Exception? inner = null) : Exception(detail, inner)
{
    public int Status { get; } = status;

    public string Title { get; } = title;

    public string Hint { get; } = hint;

    /// <summary>Where in the query the trouble is: characters from its start (0-based).</summary>
    public int? Position { get; init; }

    public static RequestException NotFound(string title, string detail, string hint) => new(StatusCodes.Status404NotFound, title, detail, hint);

    public static RequestException Bad(string title, string detail, string hint) => new(StatusCodes.Status400BadRequest, title, detail, hint);

    public static RequestException NotReady(string title, string detail, string hint) => new(StatusCodes.Status503ServiceUnavailable, title, detail, hint);
}
