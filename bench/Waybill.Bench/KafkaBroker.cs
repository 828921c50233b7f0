using System.Globalization;
using System.Text;
using Waybill.Connectors.Kafka;
using Waybill.Events.Values;
using Waybill.IntegrationTests.Kafka;

namespace Waybill.Bench;

/// <summary>Brokers of librdkafka's mock cluster with a topic full of readings; prints where they are and stays until its input ends.</summary>
internal static class KafkaBroker
{
    internal static async Task RunAsync(int partitions, int messages)
    {
        using var cluster = new MockCluster("telemetry", partitions);
        await using (var producer = await TelemetryProducer.ConnectAsync(cluster.Settings, null, CancellationToken.None))
        {
            for (var i = 0; i < messages; i++)
            {
                producer.Send(Encoding.UTF8.GetBytes(TelemetrySamples.Key(i)), Encoding.UTF8.GetBytes(TelemetrySamples.Json(i)),
                    Instant.FromSeconds(1_767_441_600 + (i / 5000)), CancellationToken.None);
            }

            await producer.FlushAsync(CancellationToken.None);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cluster.Bootstrap} {messages}"));
        Console.In.ReadToEnd();
    }
}
