using System.Net;
using System.Text.Json;
using Xunit;

namespace Waybill.IntegrationTests.Server;

[Collection(OneServedLake.Name)]
public sealed class ContractTests(ServedLake lake)
{
    private const string Update = "WAYBILL_UPDATE_GOLDEN";

    [Fact]
    public async Task The_committed_document_is_what_the_server_serves()
    {
        var served = (await lake.Client.AskAsync("/openapi/v1.json")).IsFine().Text.ReplaceLineEndings("\n");
        var path = DocumentPath();
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(path, served);
        }

        Assert.True(File.ReadAllText(path) == served, $"docs/openapi.json is not what the server says; with {Update}=1 this test writes it.");
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/ready")]
    [InlineData("/api/workspace")]
    [InlineData("/api/panels")]
    [InlineData("/api/panels/{page}/{name}", "/api/panels/orders/by_status")]
    [InlineData("/api/panels/{page}/{name}", "/api/panels/commerce/fraud")]
    [InlineData("/api/panels/{page}/{name}", "/api/panels/trust/values")]
    [InlineData("/api/models")]
    [InlineData("/api/models/{layer}/{name}", "/api/models/gold/sales")]
    [InlineData("/api/models/{layer}/{name}", "/api/models/gold/fct_trip")]
    [InlineData("/api/tables")]
    [InlineData("/api/tables/{namespace}/{name}", "/api/tables/silver/orders")]
    [InlineData("/api/tables/{namespace}/{name}/files", "/api/tables/silver/orders/files")]
    [InlineData("/api/tables/{namespace}/{name}/rows", "/api/tables/silver/orders/rows?limit=3")]
    [InlineData("/api/runs")]
    [InlineData("/api/quarantine")]
    [InlineData("/api/quarantine/{table}", "/api/quarantine/silver_order_status_events?limit=3")]
    [InlineData("/api/verification")]
    public async Task An_answer_has_the_form_that_the_document_promises(string documented, string? asked = null)
    {
        var answer = (await lake.Client.AskAsync(asked ?? documented)).IsFine();

        Assert.Empty(Faults(documented, "get", answer));
    }

    [Theory]
    [InlineData("/api/live/trucks")]
    [InlineData("/api/live/alerts")]
    [InlineData("/api/live/stream")]
    [InlineData("/api/world")]
    [InlineData("/api/schedule")]
    public async Task What_only_lives_in_up_is_not_found_and_says_so(string path)
    {
        var answer = (await lake.Client.AskAsync(path)).IsProblem(HttpStatusCode.NotFound, "waybill up");

        Assert.Empty(Faults(path, "get", answer));
    }

    [Fact]
    public async Task The_answer_to_a_query_has_the_form_that_the_document_promises()
    {
        var answer = (await lake.Client.SqlAsync("select 1 as one, 'x' as t, null as n")).IsFine();

        Assert.Empty(Faults("/api/sql", "post", answer));
    }

    [Fact]
    public async Task Every_address_of_the_document_is_asked_by_a_test_of_this_class()
    {
        var document = (await lake.Client.AskAsync("/openapi/v1.json")).Json;

        var asked = typeof(ContractTests).GetMethods().SelectMany(m => m.GetCustomAttributes(typeof(InlineDataAttribute), false))
            .Select(a => ((InlineDataAttribute)a).Data[0]?.ToString()).ToHashSet();
        var documented = document.GetProperty("paths").EnumerateObject().Where(p => p.Value.TryGetProperty("get", out _)).Select(p => p.Name);

        Assert.Empty(documented.Except(asked));
    }

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/api/panels/orders/nothing")]
    [InlineData("/api/models/gold/nothing")]
    [InlineData("/api/tables/gold/nothing")]
    [InlineData("/api/tables/gold/nothing/rows")]
    [InlineData("/api/tables/gold/nothing/files")]
    [InlineData("/api/tables/..%2f..%2fetc/passwd/rows")]
    [InlineData("/api/quarantine/nothing")]
    [InlineData("/api/quarantine/x%22%20union%20select")]
    public async Task What_is_not_there_is_told_as_a_problem_with_a_hint(string path) =>
        (await lake.Client.AskAsync(path)).IsProblem(HttpStatusCode.NotFound);

    [Theory]
    [InlineData("/api/tables/silver/orders/rows?limit=0")]
    [InlineData("/api/tables/silver/orders/rows?limit=100000000")]
    [InlineData("/api/tables/silver/orders/rows?limit=many")]
    [InlineData("/api/tables/silver/orders/rows?snapshot=yesterday")]
    [InlineData("/api/tables/silver/orders/rows?format=xml")]
    [InlineData("/api/quarantine/silver_orders?offset=-1")]
    [InlineData("/api/runs?limit=0")]
    public async Task A_request_that_makes_no_sense_is_told_what_would(string path) =>
        (await lake.Client.AskAsync(path)).IsProblem(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("DELETE", "/api/tables/silver/orders")]
    [InlineData("POST", "/api/panels")]
    [InlineData("GET", "/api/sql")]
    public async Task A_method_that_an_address_does_not_have_is_told(string method, string path) =>
        (await lake.Client.AskAsync(new HttpRequestMessage(new HttpMethod(method), path))).IsProblem(HttpStatusCode.MethodNotAllowed, method);

    private static List<string> Faults(string path, string method, Answer answer)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(DocumentPath()));
        var response = document.RootElement.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("responses")
            .GetProperty($"{(int)answer.Status}").GetProperty("content");
        var media = response.TryGetProperty("application/json", out var json) ? json : response.GetProperty("application/problem+json");
        return [.. new SchemaCheck(document.RootElement).Faults(answer.Json, media.GetProperty("schema"))];
    }

    private static string DocumentPath()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Waybill.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Tests must run inside the repository.");
        }

        return Path.Combine(folder.FullName, "docs", "openapi.json");
    }
}
