using System.Text;
using Waybill.Connectors.Kafka;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.IntegrationTests.Kafka;

public sealed class ConsumerTests
{
    private static readonly TimeSpan End = TimeSpan.FromMinutes(1);

    public ConsumerTests() => KafkaLibrary.Require();

    [Fact]
    public async Task A_restart_goes_on_at_the_offset_that_the_work_names()
    {
        using var cluster = new MockCluster("telemetry", 2);
        await SentReadings.SendAsync(cluster, 0, 1_000);
        var work = new CollectingWork();
        using var end = new CancellationTokenSource(End);
        await using (var first = await RunningConsumer.StartAsync(cluster.Settings, work))
        {
            await work.ReachAsync(1_000, end.Token);
            await first.StopAsync();
        }

        await SentReadings.SendAsync(cluster, 1_000, 500);
        await using var second = await RunningConsumer.StartAsync(cluster.Settings with { Group = "another" }, work);
        await work.ReachAsync(1_500, end.Token);

        SentReadings.AssertEachOnce(work, 1_500);
    }

    [Fact]
    public async Task A_group_goes_on_at_what_it_committed_when_the_work_asks_for_that()
    {
        using var cluster = new MockCluster("telemetry", 1);
        await SentReadings.SendAsync(cluster, 0, 100);
        using var end = new CancellationTokenSource(End);
        var first = new CollectingWork();
        await using (var consumer = await RunningConsumer.StartAsync(SentReadings.ShortSessions(cluster), first))
        {
            await first.ReachAsync(100, end.Token);
            Assert.True(consumer.Consumer.Commit(0, 40));
            await consumer.StopAsync();
        }

        var second = new CommittedWork();
        await using var again = await RunningConsumer.StartAsync(SentReadings.ShortSessions(cluster), second);

        Assert.Equal(40, await second.First.Task.WaitAsync(end.Token));
    }

    [Fact]
    public async Task A_message_of_four_megabytes_comes_through_with_its_neighbours()
    {
        using var cluster = new MockCluster("telemetry", 1);
        var settings = cluster.Settings with { Properties = new Dictionary<string, string> { ["message.max.bytes"] = "20000000" } };
        await using (var producer = await TelemetryProducer.ConnectAsync(settings, null, CancellationToken.None))
        {
            producer.Send("TRK-0001"u8, "before"u8, Instant.FromSeconds(1), CancellationToken.None);
            await producer.FlushAsync(CancellationToken.None);
            producer.Send("TRK-0001"u8, Encoding.ASCII.GetBytes(new string('x', 4_000_000)), Instant.FromSeconds(1), CancellationToken.None);
            await producer.FlushAsync(CancellationToken.None);

            // The mock cluster keeps 5 MB a partition, so longer ones cannot be tried here.
            var work = new CollectingWork();
            using var end = new CancellationTokenSource(End);
            await using var consumer = await RunningConsumer.StartAsync(cluster.Settings, work);
            await work.ReachAsync(2, end.Token);
            producer.Send("TRK-0001"u8, "after"u8, Instant.FromSeconds(1), CancellationToken.None);
            await producer.FlushAsync(CancellationToken.None);
            await work.ReachAsync(3, end.Token);

            Assert.Equal([6, 4_000_000, 5], work.Messages[0].Select(m => m.Payload.Length));
        }
    }

    /// <summary>Begins where the group committed and tells the first offset that comes.</summary>
    private sealed class CommittedWork : IPartitionWork
    {
        public TaskCompletionSource<long> First { get; } = new();

        public Task<StartAt> BeginAsync(string topic, int partition, CancellationToken cancellation) => Task.FromResult(StartAt.Committed);

        public Task HandleAsync(ReadingBatch batch, CancellationToken cancellation)
        {
            First.TrySetResult(batch.Messages[0].Offset);
            return Task.CompletedTask;
        }

        public Task EndAsync(string topic, int partition, bool isLost) => Task.CompletedTask;
    }
}
