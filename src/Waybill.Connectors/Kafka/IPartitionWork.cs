using Waybill.Events;

namespace Waybill.Connectors.Kafka;

/// <summary>
/// What is done with the messages of a partition while this member of the group has it. The calls of one partition follow each other;
/// those of different partitions run side by side.
/// </summary>
public interface IPartitionWork
{
    /// <summary>The partition is this member's from now on.</summary>
    /// <returns>Where to begin; the offset of a saved state, where there is one.</returns>
    Task<StartAt> BeginAsync(string topic, int partition, CancellationToken cancellation);

    /// <summary>
    /// Works on the next messages; those after them come when it returns. The memory of the batch is used again then. An exception ends
    /// the consumer.
    /// </summary>
    /// <param name="batch">Messages of one partition, offsets ascending.</param>
    /// <param name="cancellation">
    /// The partition was lost to another member, or goes there and <see cref="ConsumerOptions.RevocationPatience"/> is over: what was not finished
    /// comes to that member again.
    /// </param>
    /// <exception cref="WaybillException">What cannot be tried again.</exception>
    Task HandleAsync(ReadingBatch batch, CancellationToken cancellation);

    /// <summary>The partition is another member's from now on; nothing of it is being worked on any more.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">Its partition.</param>
    /// <param name="isLost">True when another member may have it already: nothing may be saved.</param>
    Task EndAsync(string topic, int partition, bool isLost);
}
