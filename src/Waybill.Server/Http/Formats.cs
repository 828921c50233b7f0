namespace Waybill.Server.Http;

/// <summary>JSON unless CSV is asked for.</summary>
internal static class Formats
{
    /// <returns><c>json</c> or <c>csv</c>.</returns>
    /// <exception cref="RequestException">Another format was asked for by name.</exception>
    public static string Wanted(HttpRequest request, string? format) => format switch
    {
        "csv" or "json" => format,
        null => request.GetTypedHeaders().Accept is { Count: > 0 } accept && accept[0].MediaType == "text/csv" ? "csv" : "json",
        _ => throw RequestException.Bad("There is no such format", $"'{format}' is not a format.", "Use json or csv."),
    };
}
