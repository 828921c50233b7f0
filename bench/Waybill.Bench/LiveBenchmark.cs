using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Waybill.Connectors.Kafka;
using Waybill.Events.Values;

namespace Waybill.Bench;

/// <summary>
/// How long an alert takes: from the moment at which its reading was to be sent, whether or not it was sent then, until a subscriber of
/// Redis has it. A reading's own time is its intended one, so an alert's opened_at tells it.
/// </summary>
internal static class LiveBenchmark
{
    // For the compiler; its pauses are not what a watch that runs for days is like.
    private const int WarmUpSeconds = 10;

    internal static async Task RunAsync(string bootstrap, int redisPort, int rate, int seconds)
    {
        // The producer's own settings: of batches of a few messages the mock brokers, which hand out one a fetch and partition, fall behind.
        var settings = new KafkaSettings { BootstrapServers = bootstrap };
        await using var producer = await TelemetryProducer.ConnectAsync(settings, null, CancellationToken.None);
        using var redis = new TcpClient { NoDelay = true };
        await redis.ConnectAsync("127.0.0.1", redisPort);
        await redis.GetStream().WriteAsync("SUBSCRIBE waybill:alerts\r\n"u8.ToArray());
        var start = Now() + Instant.MicrosecondsPerSecond;
        var latencies = new List<double>();
        var listening = Task.Run(() => Listen(redis, start + (WarmUpSeconds * Instant.MicrosecondsPerSecond), latencies));
        Send(producer, start, rate, WarmUpSeconds + seconds);
        await producer.FlushAsync(CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(2));
        redis.Close();
        await listening;
        latencies.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{latencies.Count} alerts at {rate} readings/s: p50 {At(latencies, 0.5):F1} ms, p99 {At(latencies, 0.99):F1} ms, most {At(latencies, 1):F1} ms"));
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)];

    private static long Now() => Instant.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).Microseconds;

    // As many trucks as readings a second; each brakes hard once in a hundred readings.
    private static void Send(TelemetryProducer producer, long start, int rate, int seconds)
    {
        for (long i = 0; i < (long)rate * seconds; i++)
        {
            var intended = start + (i * Instant.MicrosecondsPerSecond / rate);
            while (Now() < intended)
            {
                Thread.Sleep(1);
            }

            var (truck, lap) = (i % rate, i / rate);
            var harsh = truck % 100 == lap % 100 ? "\"braking\"" : "null";
            var text = string.Create(CultureInfo.InvariantCulture,
                $"{{\"truck_id\":\"TRK-{truck:00000}\",\"temp\":{4 + (lap % 7 * 0.1):F2},\"fuel\":55.50,\"timestamp\":{intended / 1_000_000}.{intended % 1_000_000:000000},\"speed_kmh\":60.0,\"harsh_event\":{harsh}}}");
            producer.Send(Encoding.UTF8.GetBytes($"TRK-{truck:00000}"), Encoding.UTF8.GetBytes(text), new Instant(intended), CancellationToken.None);
        }
    }

    private static void Listen(TcpClient redis, long from, List<double> latencies)
    {
        const string Key = "\"opened_at\":\"";
        try
        {
            using var lines = new StreamReader(redis.GetStream());
            while (lines.ReadLine() is { } line)
            {
                var at = line.IndexOf(Key, StringComparison.Ordinal);
                if (at < 0 || !line.Contains("\"change\":\"opened\"", StringComparison.Ordinal) || !line.Contains("harsh_driving", StringComparison.Ordinal))
                {
                    continue;
                }

                var text = line[(at + Key.Length)..line.IndexOf('"', at + Key.Length)];
                var opened = Instant.FromDateTime(DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)).Microseconds;
                if (opened >= from)
                {
                    latencies.Add((Now() - opened) / 1000.0);
                }
            }
        }
        catch (IOException)
        {
            // The measurement is over.
        }
    }
}
