using System.Net;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Xunit;

namespace Waybill.IntegrationTests.Server;

[Collection(OneServedLake.Name)]
public sealed class SqlBoxTests(ServedLake lake)
{
    [Theory]
    [InlineData("select count(*) from gold.sales")]
    [InlineData("FROM Gold.SALES limit 1")]
    [InlineData("with recursive n as (select 1 as i union all select i + 1 from n where i < 5) select * from n")]
    [InlineData("select r.i, s.status from range(3) r(i) cross join (select distinct status from gold.sales) s")]
    [InlineData("summarize gold.sales")]
    [InlineData("describe gold.sales")]
    [InlineData("values (1), (2)")]
    [InlineData("select * from seed.names limit 1")]
    [InlineData("select _raw from quarantine.silver_order_status_events limit 1;")]
    [InlineData("select 1 -- and no more")]
    public async Task A_select_over_the_lake_is_answered(string sql) => (await lake.Client.SqlAsync(sql)).IsFine();

    [Theory]
    [InlineData("create table gold.x as select 1")]
    [InlineData("insert into gold.sales select * from gold.sales")]
    [InlineData("update gold.sales set status = 'x'")]
    [InlineData("delete from gold.sales")]
    [InlineData("drop view gold.sales")]
    [InlineData("attach 'other.db'")]
    [InlineData("copy (select 1) to 'out.csv'")]
    [InlineData("copy gold.sales from 'in.csv'")]
    [InlineData("export database 'out'")]
    [InlineData("set memory_limit = '100GB'")]
    [InlineData("reset memory_limit")]
    [InlineData("pragma version")]
    [InlineData("call pragma_version()")]
    [InlineData("install httpfs")]
    [InlineData("load httpfs")]
    [InlineData("use memory")]
    [InlineData("begin")]
    [InlineData("checkpoint")]
    [InlineData("select 1; drop view gold.sales")]
    [InlineData("with x as (select 1) insert into gold.sales select * from x")]
    public async Task What_is_no_select_is_refused(string sql) =>
        (await lake.Client.SqlAsync(sql)).IsProblem(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("select * from read_csv('/etc/passwd')")]
    [InlineData("select * from read_text('/etc/passwd')")]
    [InlineData("select * from read_blob('/etc/passwd')")]
    [InlineData("select * from read_json('/etc/passwd')")]
    [InlineData("select * from read_parquet('/etc/passwd')")]
    [InlineData("select * from parquet_schema('/etc/passwd')")]
    [InlineData("select * from sniff_csv('/etc/passwd')")]
    [InlineData("select * from glob('/etc/*')")]
    [InlineData("select * from '/etc/passwd'")]
    [InlineData("select * from 'data.parquet'")]
    [InlineData("select * from (with \"/etc/passwd\" as (select 1) select * from \"/etc/passwd\"), \"/etc/passwd\"")]
    [InlineData("select (select min(content) from read_text('/etc/passwd'))")]
    [InlineData("select * from gold.sales where order_id in (select content from read_text('/etc/passwd'))")]
    [InlineData("select * from query('select * from read_text(''/etc/passwd'')')")]
    [InlineData("select * from query_table('/etc/passwd')")]
    [InlineData("select * from duckdb_settings()")]
    [InlineData("select * from duckdb_secrets()")]
    [InlineData("select * from information_schema.tables")]
    [InlineData("select * from truth.orders")]
    [InlineData("select getenv('HOME')")]
    [InlineData("select current_setting('memory_limit')")]
    public async Task Files_settings_and_the_truth_are_out_of_reach(string sql)
    {
        var answer = (await lake.Client.SqlAsync(sql)).IsProblem(HttpStatusCode.BadRequest);

        Assert.DoesNotContain("root:", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select sum(range) from range(1000000000000)")]
    [InlineData("select count(*) from generate_series(1, 1000000000000) g(i) where i % 7 = 0")]
    [InlineData("with recursive n as (select 1 as i union all select i + 1 from n) select count(*) from n")]
    [InlineData("select count(*) from gold.sales a, gold.sales b, gold.sales c, gold.sales d where a.quantity + b.quantity + c.quantity > d.quantity")]
    [InlineData("select levenshtein(repeat('a', 100000), repeat('b', 100000))")]
    public async Task A_query_without_end_is_stopped(string sql)
    {
        await using var server = await TestServer.StartAsync(lake.Workspace, lake.Models, change: o => o with { SqlTime = TimeSpan.FromSeconds(1) });

        (await server.Client.SqlAsync(sql)).IsProblem(HttpStatusCode.BadRequest, "stopped after 1 s.");
    }

    [Theory]
    [InlineData("select list(range) from range(10000000000)")]
    [InlineData("select list_sort(range(300000000))")]
    [InlineData("select string_agg(repeat('x', 1000000), '') from range(1000000)")]
    [InlineData("select count(*) from (select distinct repeat('x', 1000) || range from range(100000000))")]
    [InlineData("select a.order_id from gold.sales a, gold.sales b, gold.sales c order by a.order_id || b.order_id || c.order_id")]
    public async Task A_query_that_eats_memory_is_stopped(string sql)
    {
        var answer = (await lake.Client.SqlAsync(sql)).IsProblem(HttpStatusCode.BadRequest);

        Assert.Matches("^The query (needs too much memory|took too long)$", answer["title"]);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("abs(")]
    [InlineData("select * from (")]
    [InlineData("not ")]
    [InlineData("1+")]
    public async Task A_query_that_is_nested_beyond_measure_is_refused(string part) =>
        (await lake.Client.SqlAsync("select " + string.Concat(Enumerable.Repeat(part, 90_000 / part.Length)))).IsProblem(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("selec 1", 0)]
    [InlineData("select 'é', fooo from gold.sales", 12)]
    [InlineData("select 'é' frm gold.sales", 15)]
    [InlineData("select '🚚' frm gold.sales", 16)]
    public async Task A_mistake_is_told_with_its_place(string sql, int position)
    {
        var answer = (await lake.Client.SqlAsync(sql)).IsProblem(HttpStatusCode.BadRequest);

        Assert.Equal(position, answer.Json.GetProperty("position").GetInt32());
    }

    [Fact]
    public async Task More_rows_than_allowed_are_left_out_and_that_is_said()
    {
        var answer = (await lake.Client.SqlAsync("select * from range(1000000000)")).IsFine().Json;

        Assert.Equal(10_000, answer.GetProperty("rows").GetArrayLength());
        Assert.True(answer.GetProperty("truncated").GetBoolean());
    }

    [Fact]
    public async Task A_download_ends_at_a_million_rows()
    {
        var answer = (await lake.Client.SendAsync(HttpMethod.Post, "/api/sql/csv", new { sql = "select * from range(1000000000)" })).IsFine();

        Assert.Equal("text/csv", answer.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(1_000_001, answer.Text.Count(c => c == '\n'));
    }

    [Fact]
    public async Task A_download_of_no_rows_has_its_header() =>
        Assert.Equal("a,b\n", (await lake.Client.SendAsync(HttpMethod.Post, "/api/sql/csv", new { sql = "select 1 as a, 2 as b where false" })).IsFine().Text);

    [Theory]
    [InlineData("select error('no')")]
    [InlineData("drop view gold.sales")]
    public async Task A_download_that_cannot_begin_is_a_problem(string sql) =>
        (await lake.Client.SendAsync(HttpMethod.Post, "/api/sql/csv", new { sql })).IsProblem(HttpStatusCode.BadRequest);

    [Fact]
    public async Task The_past_can_be_asked()
    {
        var before = await lake.Client.SendAsync(HttpMethod.Post, "/api/sql", new { sql = "from gold.sales", asOf = "2020-01-01T00:00:00Z" });
        var now = await lake.Client.SendAsync(HttpMethod.Post, "/api/sql", new { sql = "select count(*) from gold.sales", asOf = "2100-01-01T00:00:00Z" });
        var never = await lake.Client.SendAsync(HttpMethod.Post, "/api/sql", new { sql = "select 1", asOf = "yesterday" });

        before.IsProblem(HttpStatusCode.BadRequest, "had no table gold.sales");
        Assert.True(now.IsFine().Json.GetProperty("rows")[0][0].GetInt64() > 0);
        never.IsProblem(HttpStatusCode.BadRequest, "'yesterday' is not a time");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"sql\": 1}")]
    [InlineData("{\"sql\": null}")]
    [InlineData("{\"sql\": \"select 1\", \"more\": 1}")]
    [InlineData("{\"sql\": \"\"}")]
    [InlineData("{\"sql\": \"select \\u0000 1\"}")]
    public async Task A_body_that_is_no_request_is_refused(string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/sql") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };

        (await lake.Client.AskAsync(request)).IsProblem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused()
    {
        var answer = await lake.Client.SqlAsync(new string(' ', 2 << 20) + "select 1");

        Assert.Contains(answer.Status, new[] { HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest });
    }

    [Fact]
    public async Task Whatever_was_asked_the_lake_is_as_it_was_and_the_server_answers()
    {
        var before = LakeDigest.Of(new DirectoryCatalog(Path.Combine(lake.Workspace, "lake")));

        await Task.WhenAll(
            lake.Client.SqlAsync("select sum(range) from range(1000000000000)"), lake.Client.SqlAsync("select list_sort(range(300000000))"),
            lake.Client.SqlAsync("copy (select 1) to 'x'"), lake.Client.SqlAsync("delete from gold.sales"));

        (await lake.Client.AskAsync("/ready")).IsFine();
        (await lake.Client.SqlAsync("select 1")).IsFine();
        Assert.Equal(before, LakeDigest.Of(new DirectoryCatalog(Path.Combine(lake.Workspace, "lake"))));
    }
}
