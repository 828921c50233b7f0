namespace Waybill.Connectors.Kafka.Native;

/// <summary>The errors of librdkafka (<c>rd_kafka_resp_err_t</c>) that are told apart; below zero its own, above zero the broker's.</summary>
internal enum KafkaCode
{
    PurgedFromQueue = -152,
    Fatal = -150,
    MaxPollExceeded = -147,
    AutoOffsetReset = -140,
    AssignPartitions = -175,
    RevokePartitions = -174,
    Authentication = -169,
    Ssl = -181,
    QueueFull = -184,
    TimedOut = -185,
    AllBrokersDown = -187,
    UnknownTopic = -188,
    UnknownPartition = -190,
    PartitionEnd = -191,
    MessageTimedOut = -192,
    Resolve = -193,
    Transport = -195,
    None = 0,
    OffsetOutOfRange = 1,
    UnknownTopicOrPartition = 3,
    MessageTooLarge = 10,
    InvalidTopic = 17,
    TopicAuthorization = 29,
    GroupAuthorization = 30,
    ClusterAuthorization = 31,
    UnsupportedSaslMechanism = 33,
    SaslAuthentication = 58,
}
