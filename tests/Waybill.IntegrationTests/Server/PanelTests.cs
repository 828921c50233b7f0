using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Xunit;

namespace Waybill.IntegrationTests.Server;

[Collection(OneServedLake.Name)]
public sealed class PanelTests(ServedLake lake)
{
    [Fact]
    public async Task A_panel_is_answered_with_rows_and_what_its_header_says()
    {
        var answer = (await lake.Client.AskAsync("/api/panels/orders/by_status")).IsFine().Json;

        var column = answer.GetProperty("columns")[1];
        Assert.Equal(["orders", "integer", "orders", "that have it"], column.EnumerateObject().Select(p => p.Value.ToString()));
        Assert.Contains(answer.GetProperty("rows").EnumerateArray(), r => r[0].GetString() == "Delivered" && r[1].GetInt64() > 0);
        Assert.EndsWith("Z", answer.GetProperty("asOf").GetString());
    }

    [Fact]
    public async Task The_list_says_what_a_panel_means_and_what_it_takes()
    {
        var panels = (await lake.Client.AskAsync("/api/panels")).IsFine().Json.EnumerateArray().ToDictionary(p => p.GetProperty("id").ToString());

        Assert.Equal("How many orders stand where,\nby the status that holds now.", panels["orders/by_status"].GetProperty("definition").ToString());
        Assert.Equal(["gold.sales"], panels["orders/by_status"].GetProperty("tables").EnumerateArray().Select(t => t.ToString()));
        Assert.Equal(["order_id text False", "from date True", "most integer True"], panels["orders/one"].GetProperty("parameters").EnumerateArray()
            .Select(p => $"{p.GetProperty("name")} {p.GetProperty("type")} {p.GetProperty("optional")}"));
    }

    [Fact]
    public async Task A_panel_of_tables_that_are_not_there_is_unavailable_and_says_what_to_do()
    {
        var answer = (await lake.Client.AskAsync("/api/panels/commerce/fraud")).IsFine().Json;

        Assert.False(answer.GetProperty("available").GetBoolean());
        Assert.Contains("waybill run", answer.GetProperty("hint").GetString());
        Assert.Equal("n", answer.GetProperty("columns")[0].GetProperty("name").ToString());
        Assert.Equal(0, answer.GetProperty("rows").GetArrayLength());
        var pages = (await lake.Client.AskAsync("/api/workspace")).Json.GetProperty("pages").EnumerateArray().ToDictionary(p => p.GetProperty("name").ToString());
        Assert.False(pages["commerce"].GetProperty("available").GetBoolean());
        Assert.True(pages["orders"].GetProperty("available").GetBoolean());
    }

    [Fact]
    public async Task A_parameter_is_a_value_and_never_becomes_SQL()
    {
        var id = (await lake.Client.SqlAsync("select min(order_id) from gold.sales")).Json.GetProperty("rows")[0][0].ToString();

        Assert.Single(await RowsAsync($"order_id={id}"));
        Assert.Single(await RowsAsync($"order_id={id}&from=2026-01-01&most=1000"));
        Assert.Empty(await RowsAsync($"order_id={id}&from=2031-01-01"));
        Assert.Empty(await RowsAsync("order_id=" + Uri.EscapeDataString("x' or 1=1 --")));
        Assert.Empty(await RowsAsync("order_id=" + Uri.EscapeDataString("'; drop table gold.sales; --")));
    }

    [Theory]
    [InlineData("", "needs order_id")]
    [InlineData("order_id=", "needs order_id")]
    [InlineData("order_id=a&order_id=b", "order_id was given 2 times")]
    [InlineData("order_id=a&colour=red", "'colour' is no parameter")]
    [InlineData("order_id=a&from=yesterday", "'yesterday' is not a value of type date")]
    [InlineData("order_id=a&from=2026-02-30", "'2026-02-30' is not a value of type date")]
    [InlineData("order_id=a&most=1.5", "'1.5' is not a value of type integer")]
    [InlineData("order_id=a%00b", "is not a value of type text")]
    public async Task A_parameter_that_cannot_be_is_named_with_those_that_can(string query, string detail)
    {
        var answer = await lake.Client.AskAsync($"/api/panels/orders/one?{query}");

        answer.IsProblem(HttpStatusCode.BadRequest, detail, "order_id (text), from (date, optional), most (integer, optional)");
    }

    [Fact]
    public async Task Cells_are_numbers_text_truth_or_nothing()
    {
        var answer = (await lake.Client.AskAsync("/api/panels/trust/values")).IsFine();

        var cells = answer.Json.GetProperty("rows")[0].EnumerateArray().Take(12).Select(c => c.GetRawText());
        Assert.Equal(
            ["1", "\"9007199254740993\"", "0.5", "1.5", "null", "true", "\"2026-01-02\"", "\"2026-01-02T03:04:05.6Z\"",
                "\"\\u003Cscript\\u003Ealert(1)\\u003C/script\\u003E\"", "\"ab\"", "null", "\"[1, 2]\""], cells);
        Assert.Equal(
            ["integer", "integer", "number", "number", "number", "boolean", "date", "timestamp", "text", "text", "integer", "text", "integer"],
            answer.Json.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("type").ToString()));
    }

    [Fact]
    public async Task Nobody_gets_twice_what_has_not_changed()
    {
        var first = (await lake.Client.AskAsync("/api/panels/orders/by_status")).IsFine();
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/panels/orders/by_status");
        request.Headers.IfNoneMatch.Add(first.Response.Headers.ETag!); // asserted by the answer

        var second = await lake.Client.AskAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, second.Status);
        Assert.Empty(second.Text);
    }

    [Fact]
    public async Task Other_arguments_and_other_formats_have_other_tags()
    {
        var tags = new List<string?>();
        foreach (var query in new[] { "order_id=a", "order_id=b", "order_id=a&most=1", "order_id=a&format=csv" })
        {
            tags.Add((await lake.Client.AskAsync($"/api/panels/orders/one?{query}")).IsFine().Response.Headers.ETag?.Tag);
        }

        Assert.Equal(4, tags.OfType<string>().Distinct().Count());
    }

    [Fact]
    public async Task CSV_comes_to_whoever_asks_for_it()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/panels/trust/values");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));

        var byHeader = (await lake.Client.AskAsync(request)).IsFine();
        var byName = (await lake.Client.AskAsync("/api/panels/trust/values?format=csv")).IsFine();

        Assert.Equal("text/csv", byHeader.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(byHeader.Text, byName.Text);
        var lines = byName.Text.Split('\n');
        Assert.Equal("i,big,de,d,nan,b,da,ts,t,bl,n,l,c", lines[0]);
        Assert.StartsWith("1,9007199254740993,0.5,1.5,NaN,true,2026-01-02,2026-01-02T03:04:05.6Z,<script>alert(1)</script>,ab,,\"[1, 2]\",", lines[1]);
    }

    private async Task<IReadOnlyList<JsonElement>> RowsAsync(string query) =>
        [.. (await lake.Client.AskAsync($"/api/panels/orders/one?{query}")).IsFine().Json.GetProperty("rows").EnumerateArray()];
}
