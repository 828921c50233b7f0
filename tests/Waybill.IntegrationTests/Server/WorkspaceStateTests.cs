using System.Net;
using System.Net.Sockets;
using Waybill.Cli.Workspaces;
using Waybill.IntegrationTests.Cli;
using Xunit;

namespace Waybill.IntegrationTests.Server;

[Collection(OneServedLake.Name)]
public sealed class WorkspaceStateTests(ServedLake lake) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_workspace_that_is_missing_is_not_served()
    {
        var result = WaybillProgram.Run("serve", "--workspace", _folder.PathOf("nowhere"), "--url", "http://127.0.0.1:0");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("There is no workspace", result.Error, StringComparison.Ordinal);
        Assert.Contains("waybill demo", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_workspace_is_served_and_says_how_to_fill_it()
    {
        await using var server = await TestServer.StartAsync(Workspace.Create(_folder.PathOf("empty")).Root, lake.Models);

        (await server.Client.AskAsync("/ready")).IsProblem(HttpStatusCode.ServiceUnavailable, "empty", "waybill demo");
        (await server.Client.AskAsync("/health")).IsFine();
        var panel = (await server.Client.AskAsync("/api/panels/orders/by_status")).IsFine();
        Assert.False(panel.Json.GetProperty("available").GetBoolean());
        Assert.Contains("waybill run", panel["hint"], StringComparison.Ordinal);
        (await server.Client.AskAsync("/api/verification")).IsProblem(HttpStatusCode.NotFound, "waybill verify");
        Assert.Equal("[]", (await server.Client.AskAsync("/api/tables")).IsFine().Text);
        Assert.Equal("[]", (await server.Client.AskAsync("/api/runs")).IsFine().Text);
        Assert.Equal("[]", (await server.Client.AskAsync("/api/quarantine")).IsFine().Text);
        (await server.Client.AskAsync("/api/workspace")).IsFine();
        (await server.Client.AskAsync("/api/models")).IsFine();
        (await server.Client.SqlAsync("select * from gold.sales")).IsProblem(HttpStatusCode.BadRequest, "no table gold.sales");
    }

    [Fact]
    public async Task Files_without_a_lake_are_a_reason_to_run()
    {
        var workspace = Workspace.Create(_folder.PathOf("landed"));
        _folder.Write("landed/landing/sales/orders_20260101_000000.csv", "order_id\n");
        await using var server = await TestServer.StartAsync(workspace.Root, lake.Models);

        (await server.Client.AskAsync("/ready")).IsProblem(HttpStatusCode.ServiceUnavailable, "Files have landed", "waybill run");
    }

    [Fact]
    public async Task A_lake_that_is_half_built_is_told_from_one_that_is_built()
    {
        CopyLake("half", table => table.StartsWith("bronze", StringComparison.Ordinal));
        await using var server = await TestServer.StartAsync(_folder.PathOf("half"), lake.Models);

        (await server.Client.AskAsync("/ready")).IsProblem(HttpStatusCode.ServiceUnavailable, "half built", "waybill run");
        Assert.Contains("There is no gold.sales yet", (await server.Client.AskAsync("/api/panels/orders/by_status")).IsFine()["hint"], StringComparison.Ordinal);
        (await server.Client.SqlAsync("select count(*) from bronze.sales")).IsFine();
    }

    [Fact]
    public async Task A_table_that_is_damaged_is_named_and_the_others_are_shown()
    {
        CopyLake("damaged", _ => true);
        var metadata = Directory.GetFiles(_folder.PathOf("damaged/lake/gold/kpi_gmv/metadata"), "v*.metadata.json").Order().Last();
        File.WriteAllText(metadata, "{ not json");
        await using var server = await TestServer.StartAsync(_folder.PathOf("damaged"), lake.Models);

        (await server.Client.AskAsync("/ready")).IsProblem(HttpStatusCode.ServiceUnavailable, "gold.kpi_gmv");
        Assert.True((await server.Client.AskAsync("/api/panels/orders/by_status")).IsFine().Json.GetProperty("available").GetBoolean());
    }

    [Fact]
    public async Task A_writer_at_work_keeps_nobody_from_reading()
    {
        using var writer = WorkspaceLock.Take(Workspace.Open(lake.Workspace));

        (await lake.Client.AskAsync("/ready")).IsFine();
        (await lake.Client.AskAsync("/api/panels/orders/by_status")).IsFine();
    }

    [Fact]
    public async Task A_workspace_that_vanishes_is_told_and_one_that_changes_is_seen()
    {
        CopyLake("moving", _ => true);
        await using var server = await TestServer.StartAsync(_folder.PathOf("moving"), lake.Models);
        var before = (await server.Client.AskAsync("/api/workspace")).IsFine()["snapshotId"];
        var tag = (await server.Client.AskAsync("/api/panels/orders/by_status")).Response.Headers.ETag;

        Directory.Delete(_folder.PathOf("moving/lake/gold/sales"), recursive: true);
        var after = (await server.Client.AskAsync("/api/workspace")).IsFine()["snapshotId"];
        var panel = (await server.Client.AskAsync("/api/panels/orders/by_status")).IsFine();
        Directory.Delete(_folder.PathOf("moving"), recursive: true);

        Assert.NotNull(tag);
        Assert.NotEqual(before, after);
        Assert.False(panel.Json.GetProperty("available").GetBoolean());
        (await server.Client.AskAsync("/ready")).IsProblem(HttpStatusCode.ServiceUnavailable, "There is no workspace");
        (await server.Client.AskAsync("/health")).IsFine();
    }

    [Fact]
    public void A_port_in_use_is_told_with_another_to_take()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var result = WaybillProgram.Run("serve", "--workspace", lake.Workspace, "--url", $"http://127.0.0.1:{port}");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains($"127.0.0.1:{port}", result.Error, StringComparison.Ordinal);
        Assert.Contains("--url", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", "WAYBILL_TOKEN")]
    [InlineData("http://[::]:0", "WAYBILL_TOKEN")]
    [InlineData("https://127.0.0.1:8443", "proxy")]
    [InlineData("8080", "http://127.0.0.1:8080")]
    [InlineData("http://127.0.0.1:8080/dashboard", "http://127.0.0.1:8080")]
    [InlineData("http://me:secret@127.0.0.1:8080", "http://127.0.0.1:8080")]
    public void An_address_that_cannot_be_served_is_refused_with_what_would_do(string url, string advice)
    {
        var result = WaybillProgram.Run("serve", "--workspace", lake.Workspace, "--url", url);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(advice, result.Error, StringComparison.Ordinal);
    }

    // The lake's tables hold absolute addresses, but readers follow the folder that they lie in.
    private void CopyLake(string name, Func<string, bool> isWanted)
    {
        Workspace.Create(_folder.PathOf(name));
        var source = Path.Combine(lake.Workspace, "lake");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(source, f)).Where(isWanted))
        {
            _folder.Write(Path.Combine(name, "lake", file), File.ReadAllBytes(Path.Combine(source, file)));
        }
    }
}
