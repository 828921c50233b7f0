using Xunit;

namespace Waybill.IntegrationTests.Kafka;

public sealed class GroupTests
{
    private static readonly TimeSpan End = TimeSpan.FromMinutes(1);

    public GroupTests() => KafkaLibrary.Require();

    [Fact]
    public async Task Partitions_are_divided_among_members_and_go_to_those_who_stay_without_loss_or_double()
    {
        using var cluster = new MockCluster("telemetry", 6);
        var work = new CollectingWork();
        using var end = new CancellationTokenSource(End);
        var settings = SentReadings.ShortSessions(cluster);
        await using var first = await RunningConsumer.StartAsync(settings, work);
        await SentReadings.SendAsync(cluster, 0, 600);
        await work.ReachAsync(600, end.Token);
        await using (var second = await RunningConsumer.StartAsync(settings, work))
        {
            var sent = 600;
            while (second.Consumer.Lags().Count != 3 || first.Consumer.Lags().Count != 3)
            {
                await SentReadings.SendAsync(cluster, sent, 60);
                sent += 60;
                await work.ReachAsync(sent, end.Token);
            }

            await second.StopAsync();
            await SentReadings.SendAsync(cluster, sent, 600);
            await work.ReachAsync(sent + 600, end.Token);
            SentReadings.AssertEachOnce(work, sent + 600);
        }

        Assert.DoesNotContain(work.Events, e => e.StartsWith("lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_broker_that_is_away_and_comes_back_costs_no_message()
    {
        using var cluster = new MockCluster("telemetry", 2);
        await SentReadings.SendAsync(cluster, 0, 100);
        var work = new CollectingWork();
        using var end = new CancellationTokenSource(End);
        var settings = cluster.Settings with { Properties = new Dictionary<string, string> { ["reconnect.backoff.max.ms"] = "200" } };
        await using var consumer = await RunningConsumer.StartAsync(settings, work);
        await consumer.WhileRunningAsync(work.ReachAsync(100, end.Token));

        cluster.TakeAway(1);
        cluster.BringBack(1);
        await SentReadings.SendAsync(cluster, 100, 100);
        await consumer.WhileRunningAsync(work.ReachAsync(200, end.Token));

        SentReadings.AssertEachOnce(work, 200);
        Assert.False(consumer.Running.IsCompleted);
    }
}
