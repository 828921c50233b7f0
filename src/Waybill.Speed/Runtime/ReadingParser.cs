using Waybill.Events.Telemetry;
using Waybill.Events.Values;

namespace Waybill.Speed.Runtime;

/// <summary>Takes a message for a reading, or says why it is none.</summary>
public delegate TelemetryRefusal ReadingParser(ReadOnlySpan<byte> utf8, Instant receivedAt, out TelemetryReading reading);
