using System.Net;
using System.Text;
using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.IntegrationTests.Server;

[Collection(OneServedLake.Name)]
public sealed class TableTests(ServedLake lake)
{
    [Fact]
    public async Task A_table_shows_its_columns_snapshots_and_files()
    {
        var table = (await lake.Client.AskAsync("/api/tables/silver/orders")).IsFine().Json;
        var files = (await lake.Client.AskAsync("/api/tables/silver/orders/files")).IsFine().Json;

        var current = table.GetProperty("snapshots")[0];
        Assert.True(current.GetProperty("isCurrent").GetBoolean());
        Assert.Equal("order_id", table.GetProperty("schema")[0].GetProperty("name").ToString());
        Assert.Equal(current.GetProperty("files").GetInt64(), files.GetArrayLength());
        Assert.Equal(current.GetProperty("bytes").GetInt64(), files.EnumerateArray().Sum(f => f.GetProperty("bytes").GetInt64()));
        Assert.All(files.EnumerateArray(), f => Assert.True(File.Exists(Path.Combine(lake.Workspace, "lake/silver/orders", f.GetProperty("path").ToString()))));
    }

    [Fact]
    public async Task Rows_come_as_they_were_in_a_snapshot()
    {
        var folder = Path.Combine(lake.Folder.PathOf("travelled"), "lake");
        Directory.CreateDirectory(Path.Combine(lake.Folder.PathOf("travelled"), "landing"));
        var (first, second) = TwoSnapshots(folder);
        await using var server = await TestServer.StartAsync(lake.Folder.PathOf("travelled"), lake.Models);

        var then = (await server.Client.AskAsync($"/api/tables/gold/numbers/rows?snapshot={first}")).IsFine();
        var now = (await server.Client.AskAsync("/api/tables/gold/numbers/rows")).IsFine();
        var never = await server.Client.AskAsync("/api/tables/gold/numbers/rows?snapshot=123");
        var some = (await server.Client.AskAsync("/api/tables/gold/numbers/rows?limit=2")).IsFine();

        Assert.Equal("[[1],[2]]", then.Json.GetProperty("rows").GetRawText());
        Assert.Equal(["1", "2", "3"], now.Json.GetProperty("rows").EnumerateArray().Select(r => r[0].ToString()).Order());
        Assert.NotEqual(then.Response.Headers.ETag, now.Response.Headers.ETag);
        never.IsProblem(HttpStatusCode.NotFound, "123");
        Assert.Equal(2, some.Json.GetProperty("rows").GetArrayLength());
        Assert.True(some.Json.GetProperty("truncated").GetBoolean());
        Assert.False(now.Json.GetProperty("truncated").GetBoolean());
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task A_query_of_the_past_reads_every_table_as_it_was()
    {
        var folder = Path.Combine(lake.Folder.PathOf("remembered"), "lake");
        Directory.CreateDirectory(Path.Combine(lake.Folder.PathOf("remembered"), "landing"));
        TwoSnapshots(folder);
        await using var server = await TestServer.StartAsync(lake.Folder.PathOf("remembered"), lake.Models);

        var then = await server.Client.SendAsync(HttpMethod.Post, "/api/sql", new { sql = "select count(*) from gold.numbers", asOf = "2026-01-01T12:00:00Z" });
        var now = await server.Client.SqlAsync("select count(*) from gold.numbers");

        Assert.Equal("[[2]]", then.IsFine().Json.GetProperty("rows").GetRawText());
        Assert.Equal("[[3]]", now.IsFine().Json.GetProperty("rows").GetRawText());
    }

    [Fact]
    public async Task A_commit_is_seen_by_the_next_who_asks()
    {
        var root = lake.Folder.PathOf("followed");
        Directory.CreateDirectory(Path.Combine(root, "landing"));
        await using var server = await TestServer.StartAsync(root, lake.Models);
        var empty = (await server.Client.AskAsync("/api/workspace"))["snapshotId"];

        TwoSnapshots(Path.Combine(root, "lake"));

        Assert.NotEqual(empty, (await server.Client.AskAsync("/api/workspace"))["snapshotId"]);
        Assert.Equal("[[3]]", (await server.Client.SqlAsync("select count(*) from gold.numbers")).IsFine().Json.GetProperty("rows").GetRawText());
    }

    [Fact]
    public async Task A_model_shows_its_SQL_its_columns_and_who_reads_it()
    {
        var model = (await lake.Client.AskAsync("/api/models/silver/orders")).IsFine().Json;

        Assert.Contains("-- model: silver.orders", model.GetProperty("sql").ToString(), StringComparison.Ordinal);
        Assert.Contains("bronze.sales", model.GetProperty("inputs").EnumerateArray().Select(i => i.ToString()));
        Assert.Contains("gold.sales", model.GetProperty("readers").EnumerateArray().Select(r => r.ToString()));
        Assert.NotEmpty(model.GetProperty("checks").EnumerateArray());
        Assert.NotEmpty(model.GetProperty("history").EnumerateArray());
        Assert.Equal("order_id", model.GetProperty("columns")[0].GetProperty("name").ToString());
    }

    [Fact]
    public async Task A_row_in_quarantine_stands_beside_its_original_line()
    {
        var rules = (await lake.Client.AskAsync("/api/quarantine")).IsFine().Json.EnumerateArray().ToList();
        var rule = rules.First(r => r.GetProperty("model").ToString() == "silver.order_status_events");

        var page = (await lake.Client.AskAsync($"/api/quarantine/{rule.GetProperty("table")}?rule={rule.GetProperty("rule")}&limit=5")).IsFine().Json;
        var rest = (await lake.Client.AskAsync($"/api/quarantine/{rule.GetProperty("table")}?rule={rule.GetProperty("rule")}&offset=4&limit=1")).IsFine().Json;

        Assert.Equal(rule.GetProperty("rows").GetInt64(), page.GetProperty("total").GetInt64());
        Assert.Equal(page.GetProperty("rows")[4].GetRawText(), rest.GetProperty("rows")[0].GetRawText());
        Assert.All(page.GetProperty("rows").EnumerateArray(), row => Assert.Equal(
            LineOf(row.GetProperty("file").ToString(), row.GetProperty("line").GetInt32()), row.GetProperty("original").ToString().TrimEnd('\r', '\n')));
    }

    [Fact]
    public async Task The_last_verification_is_shown_with_its_differences()
    {
        var answer = (await lake.Client.AskAsync("/api/verification")).IsFine().Json;

        Assert.True(answer.GetProperty("pass").GetBoolean());
        Assert.Equal("The lake of world", answer.GetProperty("subject").ToString());
        Assert.NotEmpty(answer.GetProperty("tables").EnumerateArray());
        Assert.True(answer.GetProperty("faults").EnumerateArray().Sum(f => f.GetProperty("injected").GetInt64()) > 0);
    }

    private string LineOf(string file, int line) =>
        Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(lake.Workspace, "landing", file))).Split('\n')[line - 1].TrimEnd('\r');

    private static (long First, long Second) TwoSnapshots(string folder)
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        var table = new DirectoryCatalog(folder).Create(
            TableId.Parse("gold.numbers"), TableDefinition.Of(("n", PrimitiveType.Int, false)), new CommitStamp(At(0), "create"));
        var ids = new List<long>();
        foreach (var (sql, day) in new[] { ("select 1::integer as n union all select 2::integer", 0), ("select 3::integer as n", 1) })
        {
            var transaction = table.Begin(new CommitStamp(At(day), $"commit {day}"));
            table = transaction.Append(transaction.NewWriter().Write(connection, sql)).Commit().Table;
            ids.Add(table.CurrentSnapshotId ?? 0);
        }

        return (ids[0], ids[1]);
    }

    private static long At(int day) => (new DateTime(2026, 1, 1 + day, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;
}
