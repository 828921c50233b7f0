using Waybill.Cli.Configuration;
using Waybill.Connectors.Kafka;
using Waybill.Connectors.Redis;

namespace Waybill.Cli.Live;

/// <summary>Addresses from the command line or waybill.yaml.</summary>
internal static class LiveSettings
{
    public const string DefaultTopic = "truck_telemetry";

    /// <summary>Null when no brokers are named.</summary>
    public static KafkaSettings? Kafka(LiveSection section, string? brokers, string? topic, string? group)
    {
        if ((brokers ?? section.Brokers) is not { } servers)
        {
            return null;
        }

        return new KafkaSettings
        {
            BootstrapServers = servers,
            Topic = topic ?? section.Topic ?? DefaultTopic,
            Group = group ?? section.Group ?? "waybill",
            Properties = section.Properties,
        };
    }

    /// <summary>A whole address, or host:port.</summary>
    public static RedisAddress Redis(string text) =>
        RedisAddress.Parse(text.Contains("://", StringComparison.Ordinal) ? text : "redis://" + text);
}
