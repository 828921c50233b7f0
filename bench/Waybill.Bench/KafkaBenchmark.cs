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
    internal static async Task RunAsync(string bootstrap, int messages, string workName)
    {
        var settings = new KafkaSettings { BootstrapServers = bootstrap, Group = $"bench-{Environment.ProcessId}" };
        var work = new CountingWork(messages, Work(workName));
        await using var consumer = await TelemetryConsumer.ConnectAsync(settings, new ConsumerOptions(), work, null, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var running = consumer.RunAsync(stop.Token);
        await Task.WhenAny(work.Done, running);
        var (seconds, processor) = await work.Done;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds:F3} {processor:F3}"));
        await stop.CancelAsync();
        await running;
    }

    // Other work, such as the rules, gets a name here.
    private static Action<ReadingBatch> Work(string name) => name switch
    {
        "nothing" => _ => { },
        _ => throw new ArgumentException($"there is no work called {name}: nothing"),
    };

    private sealed class CountingWork(int expected, Action<ReadingBatch> inner) : IPartitionWork
    {
        private readonly TaskCompletionSource<(double Seconds, double Processor)> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _started;
        private double _startedProcessor;
        private int _count;

        public Task<(double Seconds, double Processor)> Done => _done.Task;

        public Task<StartAt> BeginAsync(string topic, int partition, CancellationToken cancellation) => Task.FromResult(StartAt.Beginning);

        public Task HandleAsync(ReadingBatch batch, CancellationToken cancellation)
        {
            if (Interlocked.CompareExchange(ref _started, Stopwatch.GetTimestamp(), 0) == 0)
            {
                _startedProcessor = Processor();
            }

            inner(batch);
            if (Interlocked.Add(ref _count, batch.Messages.Count) == expected)
            {
                _done.SetResult((Stopwatch.GetElapsedTime(_started).TotalSeconds, Processor() - _startedProcessor));
            }

            return Task.CompletedTask;
        }

        public Task EndAsync(string topic, int partition, bool isLost) => Task.CompletedTask;

        private static double Processor()
        {
            using var self = Process.GetCurrentProcess();
            return self.TotalProcessorTime.TotalSeconds;
        }
    }
}
