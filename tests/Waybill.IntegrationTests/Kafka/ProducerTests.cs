using System.Text;
using Waybill.Connectors.Kafka;
using Waybill.Connectors.Kafka.Native;
using Waybill.Events;
using Waybill.Events.Live;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.IntegrationTests.Kafka;

public sealed class ProducerTests
{
    private const short ProduceRequest = 0;
    private static readonly TimeSpan End = TimeSpan.FromMinutes(1);
    private static readonly Instant Noon = Instant.FromSeconds(1_767_441_600);

    public ProducerTests() => KafkaLibrary.Require();

    [Fact]
    public async Task Readings_of_a_truck_stay_in_one_partition_and_in_order_with_their_times()
    {
        using var cluster = new MockCluster("telemetry", 4);
        await using var producer = await TelemetryProducer.ConnectAsync(cluster.Settings, null, CancellationToken.None);
        for (var i = 0; i < 2_000; i++)
        {
            producer.Send(Encoding.UTF8.GetBytes($"TRK-{i % 20:0000}"), Encoding.UTF8.GetBytes($"{i}"), Noon.AddSeconds(i), CancellationToken.None);
        }

        await producer.FlushAsync(CancellationToken.None);
        var times = new List<Instant>();
        var work = new CollectingWork
        {
            Before = (batch, _) =>
            {
                lock (times)
                {
                    times.AddRange(batch.Messages.Select(m => m.ReceivedAt));
                }

                return Task.CompletedTask;
            },
        };
        using var end = new CancellationTokenSource(End);
        await using var consumer = await RunningConsumer.StartAsync(cluster.Settings, work);
        await work.ReachAsync(2_000, end.Token);

        var places = work.Messages.SelectMany(p => p.Value.Select(m => (Partition: p.Key, m.Key, Number: int.Parse(m.Payload)))).ToList();
        Assert.All(places.GroupBy(p => p.Key), truck => Assert.Single(truck.Select(p => p.Partition).Distinct()));
        Assert.All(places.GroupBy(p => p.Key), truck => Assert.Equal(truck.Select(p => p.Number).Order(), truck.Select(p => p.Number)));
        Assert.Equal(Enumerable.Range(0, 2_000).Select(i => Noon.AddSeconds(i)), times.Order());
    }

    [Fact]
    public async Task Answers_that_fail_for_a_while_lose_and_double_nothing()
    {
        using var cluster = new MockCluster("telemetry", 1);
        await using var producer = await TelemetryProducer.ConnectAsync(cluster.Settings, null, CancellationToken.None);
        cluster.Refuse(ProduceRequest, KafkaCode.None + 7 /* request timed out */, 3);
        for (var i = 0; i < 500; i++)
        {
            producer.Send("TRK-0001"u8, Encoding.UTF8.GetBytes($"{i}"), Noon, CancellationToken.None);
        }

        await producer.FlushAsync(CancellationToken.None);
        var work = new CollectingWork();
        using var end = new CancellationTokenSource(End);
        await using var consumer = await RunningConsumer.StartAsync(cluster.Settings, work);
        await work.ReachAsync(500, end.Token);

        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{i}"), work.Messages[0].Select(m => m.Payload));
    }

    [Fact]
    public async Task A_message_larger_than_the_client_may_send_is_refused_by_its_size_and_the_others_go_on()
    {
        using var cluster = new MockCluster("telemetry", 1);
        await using var producer = await TelemetryProducer.ConnectAsync(cluster.Settings, null, CancellationToken.None);

        var refused = Assert.Throws<WaybillException>(() => producer.Send("TRK-0001"u8, new byte[10_000_000], Noon, CancellationToken.None));
        producer.Send("TRK-0002"u8, "{}"u8, Noon, CancellationToken.None);
        await producer.FlushAsync(CancellationToken.None);

        Assert.Equal(WaybillErrorKind.BadInput, refused.Kind);
        Assert.Contains("10,000,000 bytes", refused.Message);
    }

    [Fact]
    public async Task A_full_queue_makes_the_sender_wait_and_loses_nothing()
    {
        using var cluster = new MockCluster("telemetry", 1);
        var settings = cluster.Settings with { Properties = new Dictionary<string, string> { ["queue.buffering.max.messages"] = "100" } };
        await using var producer = await TelemetryProducer.ConnectAsync(settings, null, CancellationToken.None);
        for (var i = 0; i < 1_000; i++)
        {
            producer.Send("TRK-0001"u8, Encoding.UTF8.GetBytes($"{i}"), Noon, CancellationToken.None);
            Assert.InRange(producer.Waiting, 0, 200);
        }

        await producer.FlushAsync(CancellationToken.None);
        var work = new CollectingWork();
        using var end = new CancellationTokenSource(End);
        await using var consumer = await RunningConsumer.StartAsync(cluster.Settings, work);
        await work.ReachAsync(1_000, end.Token);

        Assert.Equal(1_000, work.Count);
    }

    [Fact]
    public async Task A_delivery_that_fails_is_told_to_whoever_sends_next()
    {
        using var cluster = new MockCluster("telemetry", 1);
        var settings = cluster.Settings with { Properties = new Dictionary<string, string> { ["message.timeout.ms"] = "300" } };
        await using var producer = await TelemetryProducer.ConnectAsync(settings, null, CancellationToken.None);
        cluster.TakeAway(1);
        producer.Send("TRK-0001"u8, "{}"u8, Noon, CancellationToken.None);

        var lost = await Assert.ThrowsAsync<WaybillException>(() => producer.FlushAsync(CancellationToken.None));

        Assert.Equal(WaybillErrorKind.ServiceUnreachable, lost.Kind);
        Assert.Contains("1 messages for topic telemetry were not delivered", lost.Message);
    }

    [Fact]
    public async Task A_dead_letter_has_key_and_value_as_they_came_and_says_why_and_whence()
    {
        using var cluster = new MockCluster("telemetry", 1);
        cluster.Create("telemetry.dead", 1);
        var message = new RawReading("telemetry", 3, 17, Noon, "{broken"u8.ToArray(), "TRK-0001"u8.ToArray());
        var huge = message with { Offset = 18, Payload = new byte[10_000_000] };
        await using (var letters = await KafkaDeadLetters.ConnectAsync(cluster.Settings, null, CancellationToken.None))
        {
            await letters.WriteAsync([new DeadLetter(message, "unreadable", "no JSON object"), new DeadLetter(huge, "unreadable", "over 64 KB")], CancellationToken.None);
        }

        var read = HeaderReader.Read(cluster.Settings with { Topic = "telemetry.dead" }, 2);

        Assert.Equal("TRK-0001|{broken|reason=unreadable;detail=no JSON object;topic=telemetry;partition=3;offset=17", read[0]);
        Assert.EndsWith("reason=unreadable;detail=over 64 KB;topic=telemetry;partition=3;offset=18;cut_from=10000000", read[1]);
    }
}
