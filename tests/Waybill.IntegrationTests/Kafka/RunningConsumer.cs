using Waybill.Connectors.Kafka;

namespace Waybill.IntegrationTests.Kafka;

/// <summary>A member of a group that works until the test lets it go.</summary>
internal sealed class RunningConsumer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TelemetryConsumer _consumer;

    private RunningConsumer(TelemetryConsumer consumer)
    {
        _consumer = consumer;
        Running = consumer.RunAsync(_stop.Token);
    }

    public Task Running { get; }

    public TelemetryConsumer Consumer => _consumer;

    public static async Task<RunningConsumer> StartAsync(KafkaSettings settings, IPartitionWork work, ConsumerOptions? options = null) =>
        new(await TelemetryConsumer.ConnectAsync(settings, options ?? new ConsumerOptions(), work, trouble: null, CancellationToken.None));

    /// <summary>Waits for what the consumer's work brings about; a consumer that ends before has failed, and says why.</summary>
    public async Task WhileRunningAsync(Task reached)
    {
        if (await Task.WhenAny(reached, Running) == Running)
        {
            await Running;
        }

        await reached;
    }

    /// <summary>Leaves the group as a program that is stopped does.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Running;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _consumer.DisposeAsync();
        _stop.Dispose();
    }
}
