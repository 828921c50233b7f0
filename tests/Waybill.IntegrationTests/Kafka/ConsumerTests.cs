using System.Text;
using Waybill.Connectors.Kafka;
using Waybill.Events;
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
        await SendAsync(cluster, 0, 1_000);
        var work = new CollectingWork();
        using var end = new CancellationTokenSource(End);
        await using (var first = await RunningConsumer.StartAsync(cluster.Settings, work))
        {
            await work.ReachAsync(1_000, end.Token);
            await first.StopAsync();
        }

        await SendAsync(cluster, 1_000, 500);
        await using var second = await RunningConsumer.StartAsync(cluster.Settings, work);
        await work.ReachAsync(1_500, end.Token);

        AssertEachOnce(work, 1_500);
    }

    [Fact]
    public async Task A_group_goes_on_at_what_it_committed_when_the_work_asks_for_that()
    {
        using var cluster = new MockCluster("telemetry", 1);
        await SendAsync(cluster, 0, 100);
        using var end = new CancellationTokenSource(End);
        var first = new CollectingWork();
        await using (var consumer = await RunningConsumer.StartAsync(cluster.Settings, first))
        {
            await first.ReachAsync(100, end.Token);
            Assert.True(consumer.Consumer.Commit(0, 40));
            await consumer.StopAsync();
        }

        var second = new CommittedWork();
        await using var again = await RunningConsumer.StartAsync(cluster.Settings, second);

        Assert.Equal(40, await second.First.Task.WaitAsync(end.Token));
    }

    [Fact]
    public async Task Partitions_are_divided_among_members_and_go_to_those_who_stay_without_loss_or_double()
    {
        using var cluster = new MockCluster("telemetry", 6);
        var work = new CollectingWork();
        using var end = new CancellationTokenSource(End);
        var settings = cluster.Settings with { Properties = new Dictionary<string, string> { ["session.timeout.ms"] = "6000", ["heartbeat.interval.ms"] = "200" } };
        await using var first = await RunningConsumer.StartAsync(settings, work);
        await SendAsync(cluster, 0, 600);
        await work.ReachAsync(600, end.Token);
        await using (var second = await RunningConsumer.StartAsync(settings, work))
        {
            var sent = 600;
            while (second.Consumer.Lags().Count != 3 || first.Consumer.Lags().Count != 3)
            {
                await SendAsync(cluster, sent, 60);
                sent += 60;
                await work.ReachAsync(sent, end.Token);
            }

            await second.StopAsync();
            await SendAsync(cluster, sent, 600);
            await work.ReachAsync(sent + 600, end.Token);
            AssertEachOnce(work, sent + 600);
        }

        Assert.DoesNotContain(work.Events, e => e.StartsWith("lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Work_that_is_behind_holds_its_partition_back_and_no_other()
    {
        using var cluster = new MockCluster("telemetry", 2);
        await SendAsync(cluster, 0, 4_000);
        var open = new TaskCompletionSource();
        var work = new CollectingWork { Before = (batch, ct) => batch.Partition == 0 ? open.Task.WaitAsync(ct) : Task.CompletedTask };
        using var end = new CancellationTokenSource(End);
        await using var consumer = await RunningConsumer.StartAsync(
            cluster.Settings, work, new ConsumerOptions { MaxMessages = 50, QueuedBatches = 2, Linger = TimeSpan.FromMilliseconds(1) });

        while (consumer.Consumer.Lags() is not [{ NextOffset: 0, Messages: > 0 }, { Messages: 0, NextOffset: > 0 }])
        {
            await Task.Yield();
            end.Token.ThrowIfCancellationRequested();
        }

        Assert.Equal([1], work.Messages.Keys);
        open.SetResult();
        await work.ReachAsync(4_000, end.Token);

        AssertEachOnce(work, 4_000);
    }

    [Fact]
    public async Task A_partition_that_is_given_up_finishes_the_batch_in_hand()
    {
        using var cluster = new MockCluster("telemetry", 1);
        await SendAsync(cluster, 0, 10);
        var begun = new TaskCompletionSource();
        var open = new TaskCompletionSource();
        var work = new CollectingWork
        {
            Before = async (_, ct) =>
            {
                begun.TrySetResult();
                await open.Task.WaitAsync(ct);
            },
        };
        using var end = new CancellationTokenSource(End);
        await using var consumer = await RunningConsumer.StartAsync(cluster.Settings, work);
        await begun.Task.WaitAsync(end.Token);

        var stopping = consumer.StopAsync();
        open.SetResult();
        await stopping;

        Assert.Equal(10, work.Saved[0]);
        Assert.Equal(["begin 0", "end 0"], work.Events);
    }

    [Fact]
    public async Task A_broker_that_is_away_and_comes_back_costs_no_message()
    {
        using var cluster = new MockCluster("telemetry", 2);
        await SendAsync(cluster, 0, 100);
        var work = new CollectingWork();
        using var end = new CancellationTokenSource(End);
        var settings = cluster.Settings with { Properties = new Dictionary<string, string> { ["reconnect.backoff.max.ms"] = "200" } };
        await using var consumer = await RunningConsumer.StartAsync(settings, work);
        await work.ReachAsync(100, end.Token);

        cluster.TakeAway(1);
        cluster.BringBack(1);
        await SendAsync(cluster, 100, 100);
        await work.ReachAsync(200, end.Token);

        AssertEachOnce(work, 200);
        Assert.False(consumer.Running.IsCompleted);
    }

    [Fact]
    public async Task A_message_of_ten_megabytes_comes_through_with_its_neighbours()
    {
        using var cluster = new MockCluster("telemetry", 1);
        var settings = cluster.Settings with { Properties = new Dictionary<string, string> { ["message.max.bytes"] = "20000000" } };
        await using (var producer = await TelemetryProducer.ConnectAsync(settings, null, CancellationToken.None))
        {
            producer.Send("TRK-0001"u8, "before"u8, Instant.FromSeconds(1), CancellationToken.None);
            await producer.FlushAsync(CancellationToken.None);
            producer.Send("TRK-0001"u8, Encoding.ASCII.GetBytes(new string('x', 10_000_000)), Instant.FromSeconds(1), CancellationToken.None);
            producer.Send("TRK-0001"u8, "after"u8, Instant.FromSeconds(1), CancellationToken.None);
            await producer.FlushAsync(CancellationToken.None);
        }

        // The mock cluster keeps 5 MB: what came before the long message is gone from its log.
        var work = new CollectingWork { Saved = new() { [0] = 1 } };
        using var end = new CancellationTokenSource(End);
        await using var consumer = await RunningConsumer.StartAsync(cluster.Settings, work);
        await work.ReachAsync(2, end.Token);

        Assert.Equal([10_000_000, 5], work.Messages[0].Select(m => m.Payload.Length));
    }

    [Fact]
    public async Task What_the_work_throws_ends_the_consumer()
    {
        using var cluster = new MockCluster("telemetry", 1);
        await SendAsync(cluster, 0, 10);
        var work = new CollectingWork { Before = (_, _) => throw new WaybillException(WaybillErrorKind.Storage, "The disk is full.") };
        await using var consumer = await RunningConsumer.StartAsync(cluster.Settings, work);

        var error = await Assert.ThrowsAsync<WaybillException>(() => consumer.Running.WaitAsync(End));

        Assert.Equal("The disk is full.", error.Message);
    }

    [Fact]
    public async Task An_offset_that_the_brokers_do_not_have_is_an_error_and_never_skipped()
    {
        using var cluster = new MockCluster("telemetry", 1);
        await SendAsync(cluster, 0, 10);
        var work = new CollectingWork { Saved = new() { [0] = 5_000 } };
        await using var consumer = await RunningConsumer.StartAsync(cluster.Settings, work);

        var error = await Assert.ThrowsAsync<WaybillException>(() => consumer.Running.WaitAsync(End));

        Assert.Equal(WaybillErrorKind.Corrupt, error.Kind);
        Assert.Contains("remove the saved state", error.Advice);
    }

    private static async Task SendAsync(MockCluster cluster, int from, int count)
    {
        await using var producer = await TelemetryProducer.ConnectAsync(cluster.Settings, null, CancellationToken.None);
        for (var i = from; i < from + count; i++)
        {
            producer.Send(Encoding.UTF8.GetBytes($"TRK-{i:0000}"), Encoding.UTF8.GetBytes($"{i}"), Instant.FromSeconds(i), CancellationToken.None);
        }

        await producer.FlushAsync(CancellationToken.None);
    }

    private static void AssertEachOnce(CollectingWork work, int count)
    {
        Assert.All(work.Messages, p => Assert.Equal(Enumerable.Range(0, p.Value.Count).Select(i => (long)i), p.Value.Select(m => m.Offset)));
        Assert.Equal(Enumerable.Range(0, count), work.Messages.Values.SelectMany(p => p).Select(m => int.Parse(m.Payload)).Order());
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
