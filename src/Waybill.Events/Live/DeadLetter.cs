namespace Waybill.Events.Live;

/// <summary>A message that is no reading.</summary>
/// <param name="Message">As it came.</param>
/// <param name="Reason">A word of <see cref="Telemetry.TelemetryRefusal"/> in snake_case.</param>
/// <param name="Detail">What was found, for people.</param>
public sealed record DeadLetter(RawReading Message, string Reason, string Detail);
