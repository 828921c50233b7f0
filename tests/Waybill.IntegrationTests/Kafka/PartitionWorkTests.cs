using Waybill.Connectors.Kafka;
using Waybill.Events;
using Xunit;

namespace Waybill.IntegrationTests.Kafka;

public sealed class PartitionWorkTests
{
    private static readonly TimeSpan End = TimeSpan.FromMinutes(1);

    public PartitionWorkTests() => KafkaLibrary.Require();

    [Fact]
    public async Task Work_that_is_behind_holds_its_partition_back_and_no_other()
    {
        using var cluster = new MockCluster("telemetry", 2);
        await SentReadings.SendAsync(cluster, 0, 4_000);
        var open = new TaskCompletionSource();
        var work = new CollectingWork { Before = (batch, ct) => batch.Partition == 0 ? open.Task.WaitAsync(ct) : Task.CompletedTask };
        using var end = new CancellationTokenSource(End);
        await using var consumer = await RunningConsumer.StartAsync(
            cluster.Settings, work, new ConsumerOptions { MaxMessages = 50, QueuedBytes = 20_000 });

        while (consumer.Consumer.Lags() is not [{ NextOffset: 0, Messages: > 0 }, { Messages: 0, NextOffset: > 0 }])
        {
            await Task.Yield();
            end.Token.ThrowIfCancellationRequested();
        }

        Assert.Equal([1], work.Messages.Keys);
        open.SetResult();
        await work.ReachAsync(4_000, end.Token);

        SentReadings.AssertEachOnce(work, 4_000);
    }

    [Fact]
    public async Task A_partition_that_is_given_up_finishes_the_batch_in_hand()
    {
        using var cluster = new MockCluster("telemetry", 1);
        await SentReadings.SendAsync(cluster, 0, 10);
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
    public async Task What_the_work_throws_ends_the_consumer()
    {
        using var cluster = new MockCluster("telemetry", 1);
        await SentReadings.SendAsync(cluster, 0, 10);
        var work = new CollectingWork { Before = (_, _) => throw new WaybillException(WaybillErrorKind.Storage, "The disk is full.") };
        await using var consumer = await RunningConsumer.StartAsync(cluster.Settings, work);

        var error = await Assert.ThrowsAsync<WaybillException>(() => consumer.Running.WaitAsync(End));

        Assert.Equal("The disk is full.", error.Message);
    }

    [Fact]
    public async Task An_offset_that_the_brokers_do_not_have_is_an_error_and_never_skipped()
    {
        using var cluster = new MockCluster("telemetry", 1);
        await SentReadings.SendAsync(cluster, 0, 10);
        var work = new CollectingWork { Saved = new() { [0] = 5_000 } };
        await using var consumer = await RunningConsumer.StartAsync(cluster.Settings, work);

        var error = await Assert.ThrowsAsync<WaybillException>(() => consumer.Running.WaitAsync(End));

        Assert.Equal(WaybillErrorKind.Corrupt, error.Kind);
        Assert.Contains("remove the saved state", error.Advice);
    }
}
