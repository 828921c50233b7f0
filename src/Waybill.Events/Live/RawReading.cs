using Waybill.Events.Values;

namespace Waybill.Events.Live;

/// <summary>A message as a broker delivered it. Topic, partition and offset name it for ever.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">Its partition.</param>
/// <param name="Offset">Place in the partition.</param>
/// <param name="ReceivedAt">When the broker got it.</param>
/// <param name="Payload">UTF-8 JSON, as it came; anything at all when the sender is broken.</param>
/// <param name="Key">What the message was sent under, the truck_id; empty where there was none.</param>
public readonly record struct RawReading(
    string Topic, int Partition, long Offset, Instant ReceivedAt, ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Key = default);
