using System.IO.Compression;
using System.Net;
using Xunit;

namespace Waybill.IntegrationTests.Server;

[Collection(OneServedLake.Name)]
public sealed class DashboardTests(ServedLake lake)
{
    private const string Page = "<!doctype html><title>Waybill</title>";

    [Theory]
    [InlineData("/")]
    [InlineData("/orders")]
    [InlineData("/fleet/TRP-260103-0001-0007")]
    [InlineData("/index.html")]
    public async Task Every_page_is_the_one_page_and_is_asked_for_again(string path)
    {
        await using var server = await StartAsync();

        var answer = (await server.Client.AskAsync(path)).IsFine();

        Assert.Equal(Page, answer.Text);
        Assert.Equal("text/html", answer.Response.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Response.Headers.CacheControl?.NoCache);
    }

    [Fact]
    public async Task Files_with_a_digest_in_their_name_are_kept_for_ever()
    {
        await using var server = await StartAsync();

        var answer = (await server.Client.AskAsync("/assets/index-abc123.js")).IsFine();

        Assert.Equal("text/javascript", answer.Response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("immutable", answer.Response.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/assets/gone.js")]
    [InlineData("/api/gone")]
    [InlineData("/openapi/v2.json")]
    [InlineData("/..%2fwaybill.yaml")]
    [InlineData("/assets/..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/%2e%2e/%2e%2e/%2e%2e/etc/passwd.txt")]
    public async Task What_is_no_page_and_no_file_is_not_found(string path)
    {
        await using var server = await StartAsync();

        (await server.Client.AskAsync(path)).IsProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_program_without_a_dashboard_says_how_to_get_one() =>
        (await lake.Client.AskAsync("/")).IsProblem(HttpStatusCode.NotFound, "./waybill");

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Answers_are_compressed_for_who_can_read_that(string encoding)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/models");
        request.Headers.AcceptEncoding.ParseAdd(encoding);

        var response = await lake.Client.SendAsync(request);

        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.Single());
        await using var body = await response.Content.ReadAsStreamAsync();
        await using Stream plain = encoding == "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress);
        using var text = new StreamReader(plain);
        Assert.Equal((await lake.Client.AskAsync("/api/models")).Text, await text.ReadToEndAsync());
    }

    private Task<TestServer> StartAsync()
    {
        lake.Folder.Write("web/index.html", Page);
        lake.Folder.Write("web/assets/index-abc123.js", "export {};");
        return TestServer.StartAsync(lake.Workspace, lake.Models, change: o => o with { WebFolder = lake.Folder.PathOf("web") });
    }
}
