using System.Text.Json;
using Waybill.Cli.Configuration;
using Waybill.Cli.Live;
using Waybill.Cli.Simulate;
using Waybill.Cli.Up;
using Waybill.Cli.Workspaces;
using Waybill.Connectors.Files;
using Waybill.Events.Feeds;
using Waybill.Events.Values;
using Waybill.Tests.Cli.Simulate;
using Waybill.Tests.House;
using Waybill.Tests.Pipeline;
using Xunit;

namespace Waybill.Tests.Cli.Up;

public sealed class LiveFeedTests : IDisposable
{
    /// <summary>Said when a clock finds it, so its figures depend on when somebody looked.</summary>
    private const string Silence = "silence";

    private const string Scenario = """
        name: few_trucks
        demand: {orders_per_cell_day: 20}
        cold_chain: {trucks: 4, report_seconds: 60}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly SmallWorld _world = new(Scenario);

    public void Dispose()
    {
        _folder.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task Live_state_that_was_interrupted_equals_that_of_one_life()
    {
        using var world = Open();
        await world.PlayDayAsync(Task.Run, CancellationToken.None);
        var end = world.LandedUntil.AddSeconds(Instant.SecondsPerDay / 2);

        var whole = await LifeAsync(world, "whole", end);
        await LifeAsync(world, "parts", world.StartsAt.AddSeconds(40_000));
        await LifeAsync(world, "parts", world.StartsAt.AddSeconds(40_001));
        var parts = await LifeAsync(world, "parts", end);

        Assert.Equal(Text(whole), Text(parts));
        Assert.Equal(4, whole.Trucks.Count);
        Assert.NotEmpty(whole.Closed);
    }

    [Fact]
    public async Task A_reading_is_not_known_before_its_reception()
    {
        using var world = Open();
        var noon = world.StartsAt.AddSeconds(Instant.SecondsPerDay / 2);

        var state = await LifeAsync(world, "noon", noon);

        Assert.NotEmpty(state.Trucks);
        Assert.All(state.Trucks, truck => Assert.True(truck.ReceivedAt <= noon, $"{truck.ReceivedAt}"));
        Assert.Contains(state.Trucks, truck => truck.ReceivedAt > noon.AddSeconds(-120));
    }

    [Fact]
    public async Task Whether_a_drop_has_landed_or_waits_makes_no_difference_to_who_watches()
    {
        using var world = Open();
        await world.PlayDayAsync(Task.Run, CancellationToken.None);
        var end = world.LandedUntil.AddSeconds(DropWindow.Seconds * 2);

        var waiting = await LifeAsync(world, "waiting", end);
        await world.LandNextAsync(CancellationToken.None);
        await world.LandNextAsync(CancellationToken.None);
        var landed = await LifeAsync(world, "landed", end);

        Assert.Equal(Text(waiting), Text(landed));
    }

    [Fact]
    public async Task What_was_said_waits_for_its_drop_however_often_the_watch_is_interrupted()
    {
        using var world = Open();
        await LifeAsync(world, "log", world.StartsAt.AddSeconds(60_000));
        await LifeAsync(world, "log", world.StartsAt.AddSeconds(80_000));

        var file = Assert.Single(Directory.EnumerateFiles(LogOf("log"), "*", SearchOption.AllDirectories));
        Assert.Equal(".alerts_0.part", Path.GetFileName(file));
        var said = File.ReadLines(file).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("changed_at").GetString()!).ToList();
        Assert.Contains(said, at => string.CompareOrdinal(at, "2026-01-01 16:40") < 0);
        Assert.Contains(said, at => string.CompareOrdinal(at, "2026-01-01 16:41") > 0);
    }

    private string LogOf(string name) => Path.Combine(_folder.Path, name, "landing", "alerts");

    private PacedWorld Open() => PacedWorld.Open(_world.Root, _world.Options with { Scale = 0.25m }, historyDays: 1, CancellationToken.None);

    /// <summary>Watches from where the named life stands until a time.</summary>
    private async Task<LiveMemoryState> LifeAsync(PacedWorld world, string name, Instant until)
    {
        var root = Path.Combine(_folder.Path, name);
        var workspace = Workspace.Create(root);
        var memory = new LiveMemory();
        var states = new RememberedStates(new FileStateStore(root), memory, Path.Combine(root, "state", "live", "world.json"));
        var rules = RuleBook.Load(WorkspaceConfiguration.Load(workspace), Repository.PathOf("models"));
        await using (var feed = new LiveFeed(world, root, rules, memory, states))
        {
            await feed.BeginAsync(CancellationToken.None);
            await feed.AdvanceAsync(until, CancellationToken.None);
        }

        return memory.Keep();
    }

    private static string Text(LiveMemoryState state) => JsonSerializer.Serialize(new
    {
        Trucks = state.Trucks.Select(t => t with { OpenAlerts = 0 }),
        Open = state.Open.Where(c => c.Alert.Rule != Silence),
        Closed = state.Closed.Where(c => c.Alert.Rule != Silence).OrderBy(c => c.Alert.AlertId, StringComparer.Ordinal),
    });
}
