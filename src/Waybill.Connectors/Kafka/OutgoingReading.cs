using Waybill.Events.Values;

namespace Waybill.Connectors.Kafka;

/// <summary>A reading on its way to a topic.</summary>
/// <param name="TruckId">UTF-8; readings of a truck stay in one partition, in order.</param>
/// <param name="Value">The JSON object.</param>
/// <param name="At">Time of the message.</param>
public readonly record struct OutgoingReading(ReadOnlyMemory<byte> TruckId, ReadOnlyMemory<byte> Value, Instant At);
