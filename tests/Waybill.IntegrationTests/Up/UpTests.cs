using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Waybill.Cli.Simulate;
using Waybill.IntegrationTests.Cli;
using Xunit;

namespace Waybill.IntegrationTests.Up;

public sealed class UpTests : IDisposable
{
    private static readonly string[] Written = ["landing", "truth"];
    private readonly TemporaryFolder _folder = new();

    private SimulateOptions Small => new() { Scale = 0.25m, Scenario = SmallChain.Scenario(_folder) };

    private string[] World => [.. SmallChain.Options(_folder, "world"), "--history", "1"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_world_begins_by_itself_and_shows_trucks_runs_and_its_verification()
    {
        using var up = await UpProcess.StartAsync(
            [.. SmallChain.Options(_folder, "world"), "--history", "2", "--speed", "600", "--every", "1h"]);

        var run = await RunsUntilAsync(up, r => r.GetProperty("rows").GetInt64() > 0);
        Assert.True(run.GetProperty("succeeded").GetBoolean());
        Assert.Equal("2026-01-03T00:00:00Z", run.GetProperty("clock").GetString());

        var verified = await up.UntilAsync("verified");
        Assert.True(verified.GetProperty("pass").GetBoolean());
        Assert.Equal("up", (await up.GetAsync("/api/workspace")).GetProperty("mode").GetString());
        Assert.Equal("small_chain", (await up.GetAsync("/api/workspace")).GetProperty("scenario").GetString());
        Assert.Equal(4, (await up.GetAsync("/api/live/trucks")).GetArrayLength());
        Assert.NotEqual(0, (await up.GetAsync("/api/live/alerts")).EnumerateObject().Sum(list => list.Value.GetArrayLength()));
        Assert.NotEqual(0, (await up.GetAsync("/api/runs")).GetArrayLength());
        Assert.Equal("1h", (await up.GetAsync("/api/schedule")).GetProperty("every").GetString());
        Assert.True(File.Exists(_folder.PathOf("world/reports/verify.html")));
        await up.StopAsync();
    }

    [Fact]
    public async Task Its_speed_changes_and_it_stands_still_while_it_is_paused()
    {
        using var up = await UpProcess.StartAsync([.. World, "--paused", "--no-verify"]);
        var began = up.Ready.GetProperty("time").GetString();
        Assert.Equal(began, (await up.GetAsync("/api/world")).GetProperty("time").GetString());

        var changed = await up.ChangeWorldAsync(new { speed = 50_000, paused = false });
        Assert.Equal(50_000, changed.GetProperty("speed").GetDouble());
        await up.DropsAsync(3);
        var stands = (await up.ChangeWorldAsync(new { paused = true })).GetProperty("time").GetString();

        Assert.Equal(stands, (await up.GetAsync("/api/world")).GetProperty("time").GetString());
        using var refused = await up.Client.PutAsJsonAsync("/api/world", new { speed = 1_000_000 });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(stands, await up.StopAsync());

        using var again = await UpProcess.StartAsync([.. World, "--no-verify"]);
        Assert.Equal(stands, again.Ready.GetProperty("time").GetString());
        Assert.True(again.Ready.GetProperty("paused").GetBoolean());
        Assert.Equal(50_000, again.Ready.GetProperty("speed").GetDouble());
    }

    [Fact]
    public async Task Stopped_and_killed_it_goes_on_where_it_was_and_lands_what_an_undisturbed_world_does()
    {
        string[] quick = [.. World, "--speed", "30000", "--every", "1s", "--no-verify"];
        using (var first = await UpProcess.StartAsync(quick))
        {
            await first.DropsAsync(3);
            await first.StopAsync();
        }

        string landed;
        using (var second = await UpProcess.StartAsync(quick))
        {
            landed = await second.DropsAsync(3);
            second.Kill();
        }

        using (var third = await UpProcess.StartAsync(quick))
        {
            Assert.True(string.CompareOrdinal(third.Ready.GetProperty("time").GetString(), landed) >= 0);
            landed = await third.DropsAsync(3);
            await third.StopAsync();
        }

        // What is still played ahead lands; the days that it has then are those of a world that nobody disturbed.
        WaybillProgram.Succeed("simulate", "--days", "0", "--workspace", _folder.PathOf("world"));
        var days = Directory.EnumerateFiles(_folder.PathOf("world/truth/ledger")).Count();
        WaybillProgram.Succeed(["simulate", "--days", $"{days}", .. SmallChain.Options(_folder, "undisturbed")]);
        Assert.Equal(Hashes("undisturbed"), Hashes("world"));

        WaybillProgram.Succeed("run", "--workspace", _folder.PathOf("world"));
        WaybillProgram.Succeed("verify", "--workspace", _folder.PathOf("world"));
    }

    [Fact]
    public async Task A_second_one_on_the_same_workspace_is_refused_and_harms_nothing()
    {
        using var up = await UpProcess.StartAsync([.. World, "--paused", "--no-verify"]);

        var second = WaybillProgram.Run(["up", .. World, "--url", "http://127.0.0.1:0"]);
        var run = WaybillProgram.Run("run", "--workspace", _folder.PathOf("world"));

        Assert.Equal((3, 3), (second.ExitCode, run.ExitCode));
        Assert.Contains("Another Waybill is writing to", second.Error);
        await up.StopAsync();
    }

    [Fact]
    public void A_port_that_is_taken_is_told_before_a_world_is_begun()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var result = WaybillProgram.Run(["up", .. World, "--url", $"http://{taken.LocalEndpoint}"]);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains($"{taken.LocalEndpoint} cannot be served", result.Error);
        Assert.Contains("--url", result.Error);
        Assert.False(Directory.Exists(_folder.PathOf("world/state/world")));
    }

    [Theory]
    [InlineData("--speed", "0")]
    [InlineData("--speed", "1000000")]
    [InlineData("--history", "0")]
    [InlineData("--every", "often")]
    [InlineData("--cron", "* *")]
    [InlineData("--url", "ftp://127.0.0.1")]
    public void Words_that_make_no_sense_are_refused(string option, string value)
    {
        var result = WaybillProgram.Run(["up", "--workspace", _folder.PathOf("world"), option, value]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(value, result.Error);
        Assert.False(Directory.Exists(_folder.PathOf("world/state/world")));
    }

    [Fact]
    public async Task Within_a_day_a_verification_says_when_the_truth_is_known()
    {
        using (var world = PacedWorld.Open(_folder.PathOf("world"), Small, historyDays: 1, CancellationToken.None))
        {
            await world.PlayDayAsync(Task.Run, CancellationToken.None);
            await world.LandNextAsync(CancellationToken.None);
        }

        var result = WaybillProgram.Run("verify", "--workspace", _folder.PathOf("world"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("2026-01-02 06:00", result.Error);
        Assert.Contains("simulate --days 0", result.Error);
    }

    [Fact]
    public void A_workspace_with_data_of_ones_own_gets_no_world()
    {
        _folder.Write("world/landing/sales/orders_20260105_060000.csv", "order_id\n1\n");

        var result = WaybillProgram.Run(["up", .. World, "--url", "http://127.0.0.1:0"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("data of your own", result.Error);
        Assert.False(Directory.Exists(_folder.PathOf("world/state/world")));
    }

    private static async Task<JsonElement> RunsUntilAsync(UpProcess up, Func<JsonElement, bool> isIt)
    {
        while (true)
        {
            var run = await up.UntilAsync("run");
            if (isIt(run))
            {
                return run;
            }
        }
    }

    private Dictionary<string, string> Hashes(string workspace)
    {
        var root = _folder.PathOf(workspace);
        return Written
            .SelectMany(part => Directory.EnumerateFiles(Path.Combine(root, part), "*", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(root, file))
            .Where(file => !file.StartsWith("landing/alerts", StringComparison.Ordinal))
            .ToDictionary(file => file, file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(root, file)))));
    }
}
