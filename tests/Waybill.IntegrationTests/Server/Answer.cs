using System.Net;
using System.Text.Json;
using Xunit;

namespace Waybill.IntegrationTests.Server;

/// <summary>An answer of the server, read to its end.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, HttpResponseMessage Response)
{
    private static readonly string[] Told = ["title", "detail", "hint"];

    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Text);
            return document.RootElement.Clone();
        }
    }

    /// <summary>The text of a member of the JSON object.</summary>
    public string this[string name] => Json.GetProperty(name).ToString();

    /// <summary>Expects problem details that say what to do.</summary>
    public Answer IsProblem(HttpStatusCode status, params string[] words)
    {
        Assert.True(Status == status, $"{Status} instead of {status}: {Text}");
        Assert.Equal("application/problem+json", Response.Content.Headers.ContentType?.MediaType);
        Assert.All(Told, name => Assert.NotEmpty(this[name]));
        Assert.All(words, word => Assert.Contains(word, this["detail"] + this["hint"], StringComparison.Ordinal));
        return this;
    }

    /// <summary>Expects a good answer.</summary>
    public Answer IsFine()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{Status}: {Text}");
        return this;
    }
}
