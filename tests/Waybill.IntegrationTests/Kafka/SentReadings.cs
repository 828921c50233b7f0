using System.Text;
using Waybill.Connectors.Kafka;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.IntegrationTests.Kafka;

/// <summary>Messages whose payload is their number, so that each can be looked for.</summary>
internal static class SentReadings
{
    /// <summary>The mock cluster keeps the place of a member that left until its session ends; a session must outlive the three seconds of joining.</summary>
    public static KafkaSettings ShortSessions(MockCluster cluster) => cluster.Settings with
    {
        Properties = new Dictionary<string, string> { ["session.timeout.ms"] = "4000", ["heartbeat.interval.ms"] = "200" },
    };

    public static async Task SendAsync(MockCluster cluster, int from, int count)
    {
        await using var producer = await TelemetryProducer.ConnectAsync(cluster.Settings, null, CancellationToken.None);
        for (var i = from; i < from + count; i++)
        {
            producer.Send(Encoding.UTF8.GetBytes($"TRK-{i:0000}"), Encoding.UTF8.GetBytes($"{i}"), Instant.FromSeconds(i), CancellationToken.None);
        }

        await producer.FlushAsync(CancellationToken.None);
    }

    public static void AssertEachOnce(CollectingWork work, int count)
    {
        Assert.All(work.Messages, p => Assert.Equal(Enumerable.Range(0, p.Value.Count).Select(i => (long)i), p.Value.Select(m => m.Offset)));
        Assert.Equal(Enumerable.Range(0, count), work.Messages.Values.SelectMany(p => p).Select(m => int.Parse(m.Payload)).Order());
    }
}
