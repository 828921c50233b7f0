using System.Runtime.InteropServices;
using Waybill.Connectors.Kafka.Native;
using Waybill.Events;

namespace Waybill.Connectors.Kafka;

/// <summary>What librdkafka and the brokers report, as the error that users see.</summary>
internal static class KafkaErrors
{
    private const string CheckAddress = "Check the address of the brokers (host:port) and that they are running; TLS listeners need security.protocol.";

    /// <summary>Text of a code in librdkafka's words.</summary>
    public static unsafe string TextOf(KafkaCode code) => Marshal.PtrToStringUTF8((nint)LibRdKafka.ErrorText(code)) ?? code.ToString();

    /// <param name="code">What was reported.</param>
    /// <param name="detail">librdkafka's own words; null for those of the code.</param>
    /// <param name="settings">Where it happened.</param>
    public static WaybillException Explain(KafkaCode code, string? detail, KafkaSettings settings)
    {
        detail ??= TextOf(code);
        var brokers = settings.BootstrapServers;
        return code switch
        {
            KafkaCode.Authentication or KafkaCode.SaslAuthentication or KafkaCode.UnsupportedSaslMechanism => new WaybillException(WaybillErrorKind.Usage,
                $"Kafka at {brokers} refuses the credentials: {detail}",
                $"Check sasl.mechanism, sasl.username and the password in {KafkaSettings.PasswordVariable}."),
            KafkaCode.Ssl => new WaybillException(WaybillErrorKind.Usage, $"TLS with Kafka at {brokers} fails: {detail}",
                "Check security.protocol, ssl.ca.location and the names in the brokers' certificate."),
            KafkaCode.TopicAuthorization => new WaybillException(WaybillErrorKind.Usage, $"Kafka at {brokers} does not let this user at topic {settings.Topic}.",
                "Have the right granted (kafka-acls --add --topic …), or use another user."),
            KafkaCode.GroupAuthorization => new WaybillException(WaybillErrorKind.Usage, $"Kafka at {brokers} does not let this user into group {settings.Group}.",
                "Have the right granted (kafka-acls --add --group …), or use another group."),
            KafkaCode.ClusterAuthorization => new WaybillException(WaybillErrorKind.Usage, $"Kafka at {brokers} refuses this user: {detail}",
                "Have the right granted (kafka-acls --add --cluster), or use another user."),
            KafkaCode.UnknownTopic or KafkaCode.UnknownTopicOrPartition or KafkaCode.UnknownPartition => new WaybillException(WaybillErrorKind.Usage,
                $"Kafka at {brokers} has no topic {settings.Topic}.",
                $"Check the name, or create it: kafka-topics.sh --bootstrap-server {brokers} --create --topic {settings.Topic} --partitions 8"),
            KafkaCode.InvalidTopic => new WaybillException(WaybillErrorKind.Usage, $"Kafka at {brokers} does not take {settings.Topic} as a topic.",
                "Choose another name."),
            KafkaCode.MessageTooLarge => new WaybillException(WaybillErrorKind.BadInput,
                $"A message for topic {settings.Topic} at {brokers} is larger than the brokers take: {detail}",
                "Raise message.max.bytes in the settings and on the topic, or send less."),
            KafkaCode.AutoOffsetReset or KafkaCode.OffsetOutOfRange => new WaybillException(WaybillErrorKind.Corrupt,
                $"Topic {settings.Topic} at {brokers} no longer has what comes next: {detail}",
                "It was deleted and made again, or kept for too short a time. To begin again with what is there, remove the saved state of its partitions."),
            KafkaCode.Fatal => new WaybillException(WaybillErrorKind.ServiceUnreachable, $"The client of Kafka at {brokers} cannot go on: {detail}",
                "Run the same command again; it goes on where it stopped."),
            _ => new WaybillException(WaybillErrorKind.ServiceUnreachable, $"Kafka at {brokers} does not answer: {detail}", CheckAddress),
        };
    }
}
