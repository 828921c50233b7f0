using System.Text;
using Waybill.Connectors.Kafka;
using Waybill.Events.Values;

namespace Waybill.IntegrationTests.Live;

/// <summary>A warm truck among messages that are no readings.</summary>
internal static class Poison
{
    private const long At = 1_767_225_600;

    /// <summary>How many messages each reason is for.</summary>
    public static IReadOnlyDictionary<string, int> Reasons { get; } = new Dictionary<string, int>
    {
        ["time_impossible"] = 2, ["time_missing"] = 1, ["truck_missing"] = 2, ["unreadable"] = 5,
    };

    public static void Send(KafkaSettings settings)
    {
        string[] poison =
        [
            "not json", "[1,2]", "{\"truck_id\":7,\"timestamp\":1767225600}", $"{{\"truck_id\":\"T\",\"temp\":NaN,\"timestamp\":{At}}}",
            $"{{\"truck_id\":\"T\",\"timestamp\":{At},\"note\":\"{new string('x', 200_000)}\"}}",
            $"{{\"temp\":1,\"timestamp\":{At}}}", $"{{\"truck_id\":\"{new string('t', 65)}\",\"timestamp\":{At}}}", "{\"truck_id\":\"T\"}",
            "{\"truck_id\":\"T\",\"timestamp\":60}", "{\"truck_id\":\"T\",\"timestamp\":4102444800}",
        ];
        SendAsync(settings, poison).GetAwaiter().GetResult();
    }

    private static async Task SendAsync(KafkaSettings settings, string[] poison)
    {
        await using var producer = await TelemetryProducer.ConnectAsync(settings, trouble: null, CancellationToken.None);
        for (var i = 0; i < poison.Length; i++)
        {
            var now = Instant.FromSeconds(At + (30 * i));
            producer.Send("T"u8, Encoding.UTF8.GetBytes(poison[i]), now, CancellationToken.None);
            producer.Send("TRK-9"u8, Encoding.UTF8.GetBytes($"{{\"truck_id\":\"TRK-9\",\"temp\":8.5,\"fuel\":50,\"timestamp\":{now.Seconds}}}"), now, CancellationToken.None);
        }

        await producer.FlushAsync(CancellationToken.None);
    }
}
