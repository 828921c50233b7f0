using Waybill.Events.Telemetry;
using Waybill.Events.Values;

namespace Waybill.Events.Live;

/// <summary>What is known of a truck now.</summary>
/// <param name="Latest">The reading with the latest time.</param>
/// <param name="ReceivedAt">The latest reception.</param>
/// <param name="OpenAlerts">How many alerts it has open.</param>
public readonly record struct TruckState(TelemetryReading Latest, Instant ReceivedAt, int OpenAlerts);
