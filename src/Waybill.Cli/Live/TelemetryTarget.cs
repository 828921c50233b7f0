using Waybill.Connectors.Kafka;

namespace Waybill.Cli.Live;

/// <summary>A topic that a world's telemetry is published into.</summary>
/// <param name="Kafka">Brokers and topic.</param>
/// <param name="Speed">World seconds in a second; null for as fast as the brokers take them.</param>
/// <param name="Time">The clock.</param>
internal sealed record TelemetryTarget(KafkaSettings Kafka, double? Speed, TimeProvider Time);
