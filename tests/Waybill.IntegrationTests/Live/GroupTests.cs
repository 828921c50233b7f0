using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Waybill.IntegrationTests.Cli;
using Waybill.IntegrationTests.Kafka;
using Xunit;

namespace Waybill.IntegrationTests.Live;

/// <summary>Processes of <c>waybill live</c> in one consumer group, with librdkafka's own brokers.</summary>
public sealed class GroupTests
{
    private const string Topic = "truck_telemetry";

    // Silence is judged by the wall clock as well; it must be behind the world's, or a publisher that stops for breath makes every truck silent.
    private const string FarAhead = "2090-01-01";

    private const int Partitions = 12;

    [Fact]
    public async Task Three_processes_share_the_load_and_one_that_is_killed_changes_no_alert()
    {
        KafkaLibrary.Require();
        using var cluster = new MockCluster(Topic, Partitions);
        cluster.Create(Topic + ".dead", 1);
        using var folder = new TemporaryFolder();
        var (world, watched) = (folder.PathOf("world"), folder.PathOf("watched"));
        folder.Write("watched/waybill.yaml", "live: {kafka: {properties: {session.timeout.ms: 6000, heartbeat.interval.ms: 500}}}\n");
        folder.Write("world/waybill.yaml", MockCluster.PublisherSettings);
        string[] live = ["live", "--kafka", cluster.Bootstrap, "--json", "--workspace", watched];
        using var first = new LiveProcess(live);
        using var second = new LiveProcess(live);
        using var killed = new LiveProcess(live);

        var firstDay = Task.Run(() => Published(world, "--days", "1", "--start", FarAhead, "--scenario", "cold_chain", "--scale", "0.25", "--kafka", cluster.Bootstrap));
        await Watched.UntilAsync(() => SavedOffsets(watched).Count == Partitions, "every partition has a saved state");
        killed.Kill();
        var sent = await firstDay.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        sent += Published(world, "--days", "1", "--kafka", cluster.Bootstrap); // However late the kill was, what it held has more to come.
        await Watched.UntilAsync(() => Worked(first, second, watched) == sent, "all messages are worked on");
        var summaries = new[] { first.Stop(), second.Stop() };

        var expected = AlertSets.WithoutTheClock(AlertSets.Replayed(world));
        Assert.NotEmpty(expected);
        Assert.Equal("", string.Join('\n', AlertSets.Differences(expected, AlertSets.WithoutTheClock(AlertSets.Logged(watched)))));
        Assert.All(summaries, s => Assert.True(s.GetProperty("readings").GetInt64() > 0, "A member of the group had nothing to do."));
        Assert.Equal(Partitions, summaries.Sum(s => s.GetProperty("partitions").GetArrayLength()));
        Assert.Equal(sent, Watched.LandedReadings(watched));
    }

    [Fact]
    public void Messages_that_are_no_readings_go_to_the_dead_letters_and_the_others_go_on()
    {
        KafkaLibrary.Require();
        using var cluster = new MockCluster(Topic, 1);
        cluster.Create(Topic + ".dead", 1);
        using var folder = new TemporaryFolder();
        Poison.Send(cluster.Settings with { Topic = Topic });

        var result = WaybillProgram.Succeed("live", "--kafka", cluster.Bootstrap, "--json", "--until-caught-up", "--workspace", folder.PathOf("watched"));

        var summary = JsonDocument.Parse(result.Output.Trim().Split('\n')[^1]).RootElement;
        Assert.Equal(Poison.Reasons, summary.GetProperty("refused").EnumerateObject().ToDictionary(r => r.Name, r => r.Value.GetInt32()));
        var letters = TopicReader.Read(cluster.Settings with { Topic = Topic + ".dead" }, Poison.Reasons.Values.Sum());
        Assert.All(Poison.Reasons, r => Assert.Equal(r.Value, letters.Count(l => l.Text.Contains($"reason={r.Key};", StringComparison.Ordinal))));
        Assert.Contains("\"rule\":\"too_warm\"", result.Output, StringComparison.Ordinal);
    }

    /// <summary>Simulates into the cluster; gives the number of messages.</summary>
    private static long Published(string world, params string[] options)
    {
        var said = WaybillProgram.Succeed(["simulate", .. options, "--to", "kafka", "--speed", "8000", "--workspace", world]).Error;
        return long.Parse(said.Split('\n').Single(l => l.Contains("messages are in", StringComparison.Ordinal)).Split(' ')[1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    private static long Worked(LiveProcess first, LiveProcess second, string workspace)
    {
        first.RequireRunning();
        second.RequireRunning();
        return SavedOffsets(workspace).Values.Sum();
    }

    private static Dictionary<string, long> SavedOffsets(string workspace)
    {
        var folder = Path.Combine(workspace, "state", "live");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.state").ToDictionary(f => f, f => BinaryPrimitives.ReadInt64LittleEndian(File.ReadAllBytes(f).AsSpan(8)))
            : [];
    }
}
