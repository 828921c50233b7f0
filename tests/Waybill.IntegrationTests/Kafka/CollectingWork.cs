using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Waybill.Connectors.Kafka;

namespace Waybill.IntegrationTests.Kafka;

/// <summary>Keeps the messages of each partition with its place in the work, like a state store would.</summary>
internal sealed class CollectingWork : IPartitionWork
{
    private readonly Channel<long> _arrived = Channel.CreateUnbounded<long>();

    /// <summary>Offsets and payloads by partition, in the order in which they came, over all members that share it.</summary>
    public ConcurrentDictionary<int, List<(long Offset, string Key, string Payload)>> Messages { get; } = new();

    /// <summary>Where each partition goes on.</summary>
    public ConcurrentDictionary<int, long> Saved { get; init; } = new();

    public ConcurrentQueue<string> Events { get; } = new();

    /// <summary>Runs before a batch is taken.</summary>
    public Func<ReadingBatch, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public int Count => Messages.Values.Sum(m => m.Count);

    public Task<StartAt> BeginAsync(string topic, int partition, CancellationToken cancellation)
    {
        Events.Enqueue($"begin {partition}");
        return Task.FromResult(Saved.TryGetValue(partition, out var next) ? StartAt.At(next) : StartAt.Beginning);
    }

    public async Task HandleAsync(ReadingBatch batch, CancellationToken cancellation)
    {
        await Before(batch, cancellation);
        var kept = Messages.GetOrAdd(batch.Partition, _ => []);
        kept.AddRange(batch.Messages.Select(m => (m.Offset, Encoding.UTF8.GetString(m.Key.Span), Encoding.UTF8.GetString(m.Payload.Span))));
        Saved[batch.Partition] = batch.NextOffset;
        _arrived.Writer.TryWrite(batch.NextOffset);
    }

    public Task EndAsync(string topic, int partition, bool isLost)
    {
        Events.Enqueue(isLost ? $"lost {partition}" : $"end {partition}");
        return Task.CompletedTask;
    }

    /// <summary>Waits until so many messages have come; for ever when they do not, so the test names its own end.</summary>
    public async Task ReachAsync(int count, CancellationToken cancellation)
    {
        while (Count < count)
        {
            await _arrived.Reader.ReadAsync(cancellation);
        }
    }
}
