using Waybill.Events.Values;

namespace Waybill.Events.Telemetry;

/// <summary>How a reading came here: what a line of a landing file says beside the reading itself.</summary>
/// <param name="ReceivedAt">When the broker or gateway got it; its own time where nobody wrote that down.</param>
/// <param name="Topic">Null when it did not come through a broker.</param>
/// <param name="Partition">Of the topic; -1 where there is none.</param>
/// <param name="Offset">In the partition; -1 where there is none.</param>
public readonly record struct TelemetryEnvelope(Instant ReceivedAt, string? Topic, int Partition, long Offset);
