using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace Waybill.IntegrationTests.Server;

[Collection(OneServedLake.Name)]
public sealed class SecurityTests(ServedLake lake)
{
    private const string Token = "a-token-that-nobody-guesses";

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:8080")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("192.168.0.1")]
    public async Task Another_name_for_this_machine_is_refused(string host)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/workspace") { Headers = { Host = host } };

        (await lake.Client.AskAsync(request)).IsProblem(HttpStatusCode.MisdirectedRequest);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:8080")]
    public async Task Names_of_this_machine_are_answered(string host)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/workspace") { Headers = { Host = host } };

        (await lake.Client.AskAsync(request)).IsFine();
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("https://127.0.0.1")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("null")]
    public async Task A_query_from_another_site_is_refused(string origin)
    {
        var request = Query("application/json");
        request.Headers.Add("Origin", origin);

        (await lake.Client.AskAsync(request)).IsProblem(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_query_from_the_own_page_is_answered()
    {
        var request = Query("application/json");
        request.Headers.Add("Origin", lake.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)); // the fixture sets it

        (await lake.Client.AskAsync(request)).IsFine();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task What_a_form_can_send_is_refused(string type) =>
        (await lake.Client.AskAsync(Query(type))).IsProblem(HttpStatusCode.UnsupportedMediaType);

    [Theory]
    [InlineData("/api/workspace")]
    [InlineData("/api/nothing")]
    [InlineData("/health")]
    [InlineData("/")]
    public async Task Every_answer_forbids_foreign_scripts_and_guessing_of_types(string path)
    {
        var headers = (await lake.Client.AskAsync(path)).Response.Headers;

        var policy = headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", headers.GetValues("Referrer-Policy").Single());
        Assert.False(headers.Contains("Server"));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer wrong", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer ", HttpStatusCode.Unauthorized)]
    [InlineData("Basic " + Token, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer " + Token + "x", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer " + Token, HttpStatusCode.OK)]
    public async Task Only_who_knows_the_token_is_let_in(string? authorization, HttpStatusCode expected)
    {
        await using var server = await TestServer.StartAsync(lake.Workspace, lake.Models, change: o => o with { Token = Token });
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/workspace");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        var answer = await server.Client.AskAsync(request);

        Assert.Equal(expected, answer.Status);
        Assert.Equal(expected == HttpStatusCode.Unauthorized, answer.Response.Headers.WwwAuthenticate.Count > 0);
        Assert.DoesNotContain(Token, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_shows_the_token_once_and_gets_a_cookie_that_is_another()
    {
        await using var server = await TestServer.StartAsync(lake.Workspace, lake.Models, change: o => o with { Token = Token });
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Client.BaseAddress };

        (await browser.AskAsync("/?token=wrong")).IsProblem(HttpStatusCode.Unauthorized);
        var welcome = await browser.AskAsync($"/?token={Token}");
        var cookie = welcome.Response.Headers.GetValues("Set-Cookie").Single();
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/workspace");
        request.Headers.Add("Cookie", cookie.Split(';')[0]);
        var forged = new HttpRequestMessage(HttpMethod.Get, "/api/workspace");
        forged.Headers.Add("Cookie", $"waybill={Token}");

        Assert.Equal(HttpStatusCode.Redirect, welcome.Status);
        Assert.Equal("/", welcome.Response.Headers.Location?.ToString());
        Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        (await browser.AskAsync(request)).IsFine();
        (await browser.AskAsync(forged)).IsProblem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_keeps_the_process_alive_needs_no_token()
    {
        await using var server = await TestServer.StartAsync(lake.Workspace, lake.Models, change: o => o with { Token = Token });

        (await server.Client.AskAsync("/health")).IsFine();
        (await server.Client.AskAsync("/ready")).IsProblem(HttpStatusCode.Unauthorized);
        (await server.Client.AskAsync("/openapi/v1.json")).IsProblem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Text_from_data_cannot_become_markup()
    {
        const string nasty = "</script><img src=x onerror=alert(1)>";

        var answer = (await lake.Client.SqlAsync($"select '{nasty}' as \"{nasty}\"")).IsFine();
        var problem = (await lake.Client.SqlAsync($"select error('{nasty}')")).IsProblem(HttpStatusCode.BadRequest);

        Assert.Equal(nasty, answer.Json.GetProperty("rows")[0][0].GetString());
        Assert.DoesNotContain('<', answer.Text);
        Assert.DoesNotContain('<', problem.Text);
    }

    private static HttpRequestMessage Query(string type)
    {
        var content = new StringContent("{\"sql\": \"select 1\"}", Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return new HttpRequestMessage(HttpMethod.Post, "/api/sql") { Content = content };
    }
}
