namespace Waybill.Connectors.Kafka;

/// <summary>How far the work on a partition is behind its end.</summary>
/// <param name="Partition">Number of the partition.</param>
/// <param name="NextOffset">The first message that is not worked on.</param>
/// <param name="EndOffset">Where the next message will be appended; not known until the first fetch, then equal to <paramref name="NextOffset"/>.</param>
public readonly record struct PartitionLag(int Partition, long NextOffset, long EndOffset)
{
    /// <summary>Messages that wait.</summary>
    public long Messages => Math.Max(0, EndOffset - NextOffset);
}
