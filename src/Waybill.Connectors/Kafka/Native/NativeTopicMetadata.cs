using System.Runtime.InteropServices;

namespace Waybill.Connectors.Kafka.Native;

/// <summary><c>rd_kafka_metadata_topic_t</c> of rdkafka.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeTopicMetadata
{
    public byte* Topic;
    public int PartitionCount;
    public nint Partitions;
    public KafkaCode Error;
}
