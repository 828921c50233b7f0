using System.Net;
using Waybill.Server.Lakes;
using Waybill.Server.Live;
using Xunit;

namespace Waybill.IntegrationTests.Server;

[Collection(OneServedLake.Name)]
public sealed class LiveTests(ServedLake lake) : IAsyncLifetime
{
    private readonly SampleTrucks _world = new();
    private TestServer _server = null!; // started before each test

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync(lake.Workspace, lake.Models, _world.Parts, o => o with { Mode = "up" });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Trucks_and_alerts_are_there_for_who_asks_once()
    {
        var trucks = (await _server.Client.AskAsync("/api/live/trucks")).IsFine().Json;
        var alerts = (await _server.Client.AskAsync("/api/live/alerts")).IsFine().Json;

        Assert.Equal("TRK-1", trucks[0].GetProperty("truckId").ToString());
        Assert.Equal("too_warm", alerts.GetProperty("open")[0].GetProperty("rule").ToString());
        Assert.Equal("up", (await _server.Client.AskAsync("/api/workspace"))["mode"]);
    }

    [Fact]
    public async Task A_reader_first_gets_everything_and_then_what_changes()
    {
        await using var events = new EventReader(_server.Client);

        Assert.Equal(["trucks", "world", "lake"], [(await events.NextAsync()).Name, (await events.NextAsync()).Name, (await events.NextAsync()).Name]);
        _world.Move(SampleTrucks.Truck("TRK-1", 51), SampleTrucks.Truck("TRK-2", 20));
        _world.Move(SampleTrucks.Truck("TRK-1", 52));
        var trucks = (await events.NextAsync("trucks")).EnumerateArray().ToDictionary(t => t.GetProperty("truckId").ToString(), t => t.GetProperty("speedKmh").GetDouble());
        _world.Raise(SampleTrucks.Alert(7));
        var alert = await events.NextAsync("alert");
        _world.Step(new RunProgress("gold.sales", "incremental", 12));
        var step = await events.NextAsync("run");
        _world.Change(new WorldChange(Speed: 1000));
        var world = await events.NextAsync("world");

        Assert.Equal(new Dictionary<string, double> { ["TRK-1"] = 52, ["TRK-2"] = 20 }, trucks);
        Assert.Equal("0000000000000007", alert.GetProperty("alertId").ToString());
        Assert.Equal(12, step.GetProperty("rows").GetInt64());
        Assert.Equal(1000, world.GetProperty("speed").GetDouble());
    }

    [Fact]
    public async Task Two_readers_are_told_the_same()
    {
        await using var first = new EventReader(_server.Client);
        await using var second = new EventReader(_server.Client);
        await first.NextAsync("lake");
        await second.NextAsync("lake");

        _world.Raise(SampleTrucks.Alert(7));

        Assert.Equal((await first.NextAsync("alert")).GetRawText(), (await second.NextAsync("alert")).GetRawText());
        Assert.Equal(2, _world.Listeners);
    }

    [Fact]
    public async Task A_reader_that_stands_still_keeps_the_latest_of_each_truck_and_a_limited_number_of_alerts()
    {
        using var reader = new LakeReader(Waybill.Cli.Serving.RunningServer.Served(
            Waybill.Cli.Workspaces.Workspace.Open(lake.Workspace), lake.Models));
        using var stream = new LiveStream(_world.Parts, reader, TimeProvider.System);
        using var body = new StuckStream();
        using var stop = new CancellationTokenSource();
        var writing = stream.WriteAsync(body, stop.Token);
        await body.Reached;

        for (var i = 0; i < 100_000; i++)
        {
            _world.Move(SampleTrucks.Truck($"TRK-{i % 10}", i));
            _world.Raise(SampleTrucks.Alert(i));
        }

        Assert.Equal((10, 5_000), stream.Waiting);
        body.GoOn();
        await writing; // cut off: it comes back and gets the whole state
        Assert.False(stop.IsCancellationRequested);
    }

    [Theory]
    [InlineData("{\"speed\": 1000}", 1000, false)]
    [InlineData("{\"paused\": true}", 60, true)]
    [InlineData("{\"speed\": 0.1, \"paused\": true}", 0.1, true)]
    [InlineData("{}", 60, false)]
    public async Task Speed_and_pause_can_be_changed(string body, double speed, bool isPaused)
    {
        var answer = (await PutAsync(body)).IsFine().Json;

        Assert.Equal(speed, answer.GetProperty("speed").GetDouble());
        Assert.Equal(isPaused, answer.GetProperty("paused").GetBoolean());
        Assert.Equal(answer.GetRawText(), (await _server.Client.AskAsync("/api/world")).IsFine().Text);
    }

    [Theory]
    [InlineData("{\"speed\": 0}")]
    [InlineData("{\"speed\": -1}")]
    [InlineData("{\"speed\": 100001}")]
    [InlineData("{\"speed\": \"fast\"}")]
    [InlineData("{\"speed\": 1e999}")]
    [InlineData("{\"velocity\": 1}")]
    public async Task A_speed_that_cannot_be_is_refused(string body)
    {
        (await PutAsync(body)).IsProblem(HttpStatusCode.BadRequest);

        Assert.Equal(60, _world.State.Speed);
    }

    [Fact]
    public async Task One_run_is_started_and_no_second()
    {
        var first = await _server.Client.AskAsync(new HttpRequestMessage(HttpMethod.Post, "/api/runs"));
        var second = await _server.Client.AskAsync(new HttpRequestMessage(HttpMethod.Post, "/api/runs"));

        Assert.Equal(HttpStatusCode.Accepted, first.Status);
        second.IsProblem(HttpStatusCode.Conflict);
        Assert.True((await _server.Client.AskAsync("/api/schedule")).IsFine().Json.GetProperty("running").GetBoolean());
    }

    private Task<Answer> PutAsync(string body) => _server.Client.AskAsync(new HttpRequestMessage(HttpMethod.Put, "/api/world")
    {
        Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
    });
}
