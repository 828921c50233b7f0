using System.Diagnostics;
using System.Globalization;
using Waybill.Connectors.Kafka;

namespace Waybill.Bench;

/// <summary>
/// How fast our consumer path takes a topic that is full. The clock runs from the first batch, so that joining the group does not count;
/// what is done with the messages is chosen by name.
/// </summary>
internal static class KafkaBenchmark
{
    /// <summary>Rounds for the compiler, which works on beside the first ones: its peer comes compiled, and a watch runs for days.</summary>
    private const int WarmUpRounds = 2;

    /// <summary>Takes the topic several times, each time as a new group; only the last is measured, from the first message to the last.</summary>
    internal static async Task RunAsync(string bootstrap, int messages, Func<IPartitionWork> work)
    {
        for (var round = 0; round < WarmUpRounds; round++)
        {
            _ = await OnceAsync(bootstrap, messages, work());
        }

        var (seconds, processor) = await OnceAsync(bootstrap, messages, work());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds:F3} {processor:F3}"));
    }

    private static async Task<(double Seconds, double Processor)> OnceAsync(string bootstrap, int messages, IPartitionWork inner)
    {
        var settings = new KafkaSettings { BootstrapServers = bootstrap, Group = $"bench-{Environment.ProcessId}-{Stopwatch.GetTimestamp()}" };
        var work = new CountingWork(messages, inner);
        await using var consumer = await TelemetryConsumer.ConnectAsync(settings, new ConsumerOptions(), work, null, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var running = consumer.RunAsync(stop.Token);
        await Task.WhenAny(work.Done, running);
        await stop.CancelAsync();
        await running;
        return await work.Done;
    }

    /// <summary>A consumer that is empty, as its peer is.</summary>
    internal sealed class Nothing : IPartitionWork
    {
        public Task<StartAt> BeginAsync(string topic, int partition, CancellationToken cancellation) => Task.FromResult(StartAt.Beginning);

        public Task HandleAsync(ReadingBatch batch, CancellationToken cancellation) => Task.CompletedTask;

        public Task EndAsync(string topic, int partition, bool isLost) => Task.CompletedTask;
    }

    private sealed class CountingWork(int expected, IPartitionWork inner) : IPartitionWork
    {
        private readonly TaskCompletionSource<(double Seconds, double Processor)> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _started;
        private double _startedProcessor;
        private int _count;

        public Task<(double Seconds, double Processor)> Done => _done.Task;

        public Task<StartAt> BeginAsync(string topic, int partition, CancellationToken cancellation) => inner.BeginAsync(topic, partition, cancellation);

        public async Task HandleAsync(ReadingBatch batch, CancellationToken cancellation)
        {
            if (Interlocked.CompareExchange(ref _started, Stopwatch.GetTimestamp(), 0) == 0)
            {
                _startedProcessor = Processor();
            }

            await inner.HandleAsync(batch, cancellation);
            if (Interlocked.Add(ref _count, batch.Messages.Count) == expected)
            {
                _done.SetResult((Stopwatch.GetElapsedTime(_started).TotalSeconds, Processor() - _startedProcessor));
            }
        }

        public Task EndAsync(string topic, int partition, bool isLost) => inner.EndAsync(topic, partition, isLost);

        private static double Processor()
        {
            using var self = Process.GetCurrentProcess();
            return self.TotalProcessorTime.TotalSeconds;
        }
    }
}
