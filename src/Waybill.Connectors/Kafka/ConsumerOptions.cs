namespace Waybill.Connectors.Kafka;

/// <summary>How much is handed over at once, and how long is waited.</summary>
public sealed record ConsumerOptions
{
    /// <summary>Most messages taken from the client at once, over all partitions.</summary>
    public int MaxMessages { get; init; } = 10_000;

    /// <summary>
    /// How many bytes may wait for the work of a partition before the client stops fetching for it: some 10,000 readings. Stopping is dear, because
    /// librdkafka then throws away what it has fetched.
    /// </summary>
    public int QueuedBytes { get; init; } = 4 << 20;

    /// <summary>How long a partition that goes to another member may finish the batch that it has in hand before that is cancelled.</summary>
    public TimeSpan RevocationPatience { get; init; } = TimeSpan.FromSeconds(10);
}
