using System.Text.RegularExpressions;
using Waybill.Events;

namespace Waybill.Connectors.Kafka;

/// <summary>
/// Which brokers, which topic and who reads. All else that librdkafka can be told (TLS, SASL, sizes, timeouts) is passed through by its own
/// names. Secrets are never written here: a value may hold <c>${NAME}</c>, which is the environment variable of that name, and a
/// SASL password that is not set comes from <see cref="PasswordVariable"/>.
/// </summary>
public sealed partial record KafkaSettings
{
    /// <summary>Environment variable with the password of <c>sasl.username</c>.</summary>
    public const string PasswordVariable = "WAYBILL_KAFKA_SASL_PASSWORD";

    private const int LongestTopic = 249;

    // Properties whose values open something.
    private static readonly HashSet<string> Secrets = new(StringComparer.Ordinal)
    {
        "sasl.password", "ssl.key.password", "ssl.key.pem", "ssl.keystore.password", "sasl.oauthbearer.client.secret",
    };

    /// <summary><c>host:port</c>, several with commas.</summary>
    public required string BootstrapServers { get; init; }

    public string Topic { get; init; } = "telemetry";

    /// <summary>The consumer group: members of one group share the partitions.</summary>
    public string Group { get; init; } = "waybill";

    /// <summary>Properties of librdkafka by their names.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long to wait for a first answer before the address counts as wrong.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Brokers and topic; never a property, which may be a secret.</summary>
    public override string ToString() => $"{Topic} at {BootstrapServers}";

    /// <summary>Whether a text can be the name of a topic: letters, digits, dot, underscore and hyphen, at most 249.</summary>
    public static bool IsTopicName(string name) => name is { Length: > 0 and <= LongestTopic } and not "." and not ".." && TopicName().IsMatch(name);

    /// <summary>Whether a property's value must not be shown.</summary>
    internal static bool IsSecret(string property) => Secrets.Contains(property);

    /// <summary>The properties with everything from the environment in its place.</summary>
    /// <param name="environment">Value of a variable, or null.</param>
    /// <exception cref="WaybillException">Usage: no brokers, a bad topic, a secret in plain sight, or a variable that is not set.</exception>
    internal IReadOnlyList<KeyValuePair<string, string>> Resolve(Func<string, string?> environment)
    {
        Check();
        var resolved = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Properties)
        {
            if (IsSecret(name) && !Variable().IsMatch(value))
            {
                throw new WaybillException(WaybillErrorKind.Usage, $"The Kafka property {name} holds a secret in plain sight.",
                    $"Write {name}: ${{NAME}} and set the environment variable NAME.");
            }

            resolved[name] = Variable().Replace(value, match => environment(match.Groups[1].Value)
                ?? throw new WaybillException(WaybillErrorKind.Usage,
                    $"The Kafka property {name} wants the environment variable {match.Groups[1].Value}, which is not set.", "Set it, or take the property out."));
        }

        if (resolved.ContainsKey("sasl.username") && !resolved.ContainsKey("sasl.password"))
        {
            resolved["sasl.password"] = environment(PasswordVariable) ?? throw new WaybillException(WaybillErrorKind.Usage,
                "Kafka has a sasl.username but no password.", $"Set the environment variable {PasswordVariable}.");
        }

        resolved["bootstrap.servers"] = BootstrapServers;
        return [.. resolved];
    }

    private void Check()
    {
        if (string.IsNullOrWhiteSpace(BootstrapServers))
        {
            throw new WaybillException(WaybillErrorKind.Usage, "No Kafka broker is named.", "Write its address as host:9092.");
        }

        if (!IsTopicName(Topic))
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"'{Topic}' cannot be the name of a Kafka topic.",
                $"Use letters, digits, dots, underscores and hyphens, at most {LongestTopic}.");
        }

        if (string.IsNullOrWhiteSpace(Group))
        {
            throw new WaybillException(WaybillErrorKind.Usage, "The Kafka consumer group has no name.", "Name it, such as waybill.");
        }
    }

    [GeneratedRegex(@"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")]
    private static partial Regex Variable();

    [GeneratedRegex("^[A-Za-z0-9._-]+$")]
    private static partial Regex TopicName();
}
