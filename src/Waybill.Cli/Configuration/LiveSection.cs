using Waybill.Connectors.Kafka;

namespace Waybill.Cli.Configuration;

/// <summary>What stands under <c>live:</c> in waybill.yaml. Options of the command line come before it.</summary>
internal sealed record LiveSection
{
    private static readonly string[] Keys = ["kafka", "redis", "archive", "rules"];
    private static readonly string[] KafkaKeys = ["brokers", "topic", "group", "properties"];

    public static LiveSection Empty { get; } = new();

    public string? Brokers { get; init; }

    public string? Topic { get; init; }

    public string? Group { get; init; }

    /// <summary>Properties of librdkafka by their own names.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    public string? Redis { get; init; }

    public string? Archive { get; init; }

    /// <summary>Rows that people added; what a row leaves out comes from the rule that it stands in for.</summary>
    public IReadOnlyList<RuleEntry> Rules { get; init; } = [];

    public static LiveSection Read(YamlMap map)
    {
        map.AllowOnly(Keys);
        var kafka = map.Map("kafka");
        kafka?.AllowOnly(KafkaKeys);
        var topic = kafka?.Text("topic");
        if (topic is not null && !KafkaSettings.IsTopicName(topic))
        {
            throw kafka!.Error("topic", $"'{topic}' cannot be the name of a topic", "Use letters, digits, dots, underscores and hyphens.");
        }

        var properties = kafka?.Map("properties");
        return new LiveSection
        {
            Brokers = kafka?.Text("brokers"),
            Topic = topic,
            Group = kafka?.Text("group"),
            Properties = properties is null
                ? Empty.Properties
                : new SortedDictionary<string, string>(properties.Keys.ToDictionary(k => k, properties.RequiredText), StringComparer.Ordinal),
            Redis = map.Text("redis"),
            Archive = map.Text("archive"),
            Rules = [.. map.Maps("rules").Select(RuleEntry.Read)],
        };
    }
}
