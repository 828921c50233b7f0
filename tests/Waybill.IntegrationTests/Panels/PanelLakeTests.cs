using System.Net;
using System.Text.Json;
using Waybill.Cli.Commands;
using Waybill.Cli.Serving;
using Waybill.Cli.Workspaces;
using Xunit;

namespace Waybill.IntegrationTests.Panels;

/// <summary>Every panel, asked of lakes of every kind.</summary>
public sealed class PanelLakeTests(PanelWorlds worlds) : IClassFixture<PanelWorlds>
{
    [Theory]
    [InlineData("orders", new[] { "commerce/cohorts", "fleet/trips" }, new[] { "orders/breaches", "factory/machines", "commerce/gmv_by_day", "trust/repairs", "overview/chain" })]
    [InlineData("trucks", new[] { "commerce/cohorts" }, new[] { "fleet/trips", "fleet/trucks", "overview/open_alerts", "orders/lead_time" })]
    [InlineData("shop", new[] { "fleet/trips" }, new[] { "commerce/cohorts", "commerce/inventory", "commerce/fraud_flags", "overview/kpis" })]
    public async Task Panels_of_what_a_lake_has_answer_with_their_columns_and_the_others_say_what_to_do(string world, string[] absent, string[] present)
    {
        await using var server = await ServeAsync(world);
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        var panels = await ReadAsync(client, "/api/panels");
        var arguments = await ArgumentsAsync(client);

        foreach (var panel in panels.EnumerateArray())
        {
            var id = panel.GetProperty("id").GetString() ?? "";
            if (panel.GetProperty("available").GetBoolean())
            {
                await AnswersAsync(client, panel, id, arguments);
                Assert.DoesNotContain(id, absent);
            }
            else
            {
                Assert.Contains("waybill run", panel.GetProperty("hint").GetString());
                Assert.DoesNotContain(id, present);
            }
        }
    }

    [Fact]
    public async Task Of_an_empty_lake_no_panel_is_available_and_each_says_what_to_do()
    {
        await using var server = await ServeAsync("empty");
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };

        var panels = await ReadAsync(client, "/api/panels");

        Assert.NotEmpty(panels.EnumerateArray());
        Assert.All(panels.EnumerateArray(), p =>
        {
            Assert.False(p.GetProperty("available").GetBoolean());
            Assert.Contains("waybill run", p.GetProperty("hint").GetString());
            Assert.NotEmpty(p.GetProperty("columns").EnumerateArray());
        });
    }

    [Fact]
    public async Task What_panels_say_agrees_with_the_tables_that_define_it()
    {
        await using var server = await ServeAsync("orders");
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };

        var hours = (await ReadAsync(client, "/api/panels/orders/lead_time_summary")).GetProperty("rows")[0];
        var statuses = (await ReadAsync(client, "/api/panels/orders/status_distribution")).GetProperty("rows");
        var summary = JsonSerializer.Deserialize<JsonElement>(Cli.WaybillProgram.Succeed(
            "sql", "--json", "--workspace", worlds.PathOf("orders"), "from gold.kpi_summary").Output)[0];

        Assert.Equal(summary.GetProperty("lead_time_orders").GetInt64(), hours[0].GetInt64());
        Assert.Equal(summary.GetProperty("lead_time_mean_days").GetDouble() * 24, hours[1].GetDouble(), precision: 6);
        Assert.InRange(hours[2].GetDouble() - (summary.GetProperty("lead_time_median_days").GetDouble() * 24), -1, 1);
        Assert.InRange(hours[3].GetDouble() - (summary.GetProperty("lead_time_p90_days").GetDouble() * 24), -1, 1);
        Assert.Equal(summary.GetProperty("orders").GetInt64(), statuses.EnumerateArray().Sum(r => r[2].GetInt64()));
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("empty")]
    public void A_report_is_one_file_that_holds_what_the_panels_say(string world)
    {
        var path = Path.Combine(worlds.PathOf(world), "state.html");

        Cli.WaybillProgram.Succeed("report", "--plain", "--workspace", worlds.PathOf(world), "--out", path);
        var page = File.ReadAllText(path);

        Assert.Contains(world == "empty" ? "waybill run" : "Who comes back", page);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("src=", page);
    }

    private Task<RunningServer> ServeAsync(string world) => RunningServer.StartAsync(
        Workspace.Open(worlds.PathOf(world)), new Uri("http://127.0.0.1:0"), ModelsFolder.Find(null), TestContext.Current.CancellationToken);

    private static async Task AnswersAsync(HttpClient client, JsonElement panel, string id, Dictionary<string, string> arguments)
    {
        var needed = panel.GetProperty("parameters").EnumerateArray().Where(p => !p.GetProperty("optional").GetBoolean()).Select(p => p.GetProperty("name").GetString() ?? "");
        var query = string.Join('&', needed.Select(n => $"{n}={Uri.EscapeDataString(arguments[n])}"));

        var answer = await ReadAsync(client, $"/api/panels/{id}?{query}");

        Assert.Equal(Names(panel.GetProperty("columns")), Names(answer.GetProperty("columns")));
        Assert.All(answer.GetProperty("columns").EnumerateArray(), c => Assert.NotEqual("", c.GetProperty("unit").GetString()));
    }

    /// <summary>What panels of one order, trip or day are asked with, from what others answered.</summary>
    private static async Task<Dictionary<string, string>> ArgumentsAsync(HttpClient client)
    {
        var order = await FirstAsync(client, "/api/panels/orders/search?q=26");
        var day = await FirstAsync(client, "/api/panels/factory/days");
        var trip = await FirstAsync(client, "/api/panels/fleet/trips");
        return new() { ["order_id"] = order, ["q"] = order, ["day"] = day, ["trip_id"] = trip };
    }

    private static async Task<string> FirstAsync(HttpClient client, string address) =>
        (await ReadAsync(client, address)).GetProperty("rows").EnumerateArray().Select(r => r[0].GetString()).FirstOrDefault() ?? "";

    private static IEnumerable<string?> Names(JsonElement columns) => columns.EnumerateArray().Select(c => c.GetProperty("name").GetString());

    private static async Task<JsonElement> ReadAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
