using System.Runtime.InteropServices;

namespace Waybill.Connectors.Kafka.Native;

/// <summary><c>rd_kafka_topic_partition_t</c> of rdkafka.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativePartition
{
    public byte* Topic;
    public int Partition;
    public long Offset;
    public nint Metadata;
    public nuint MetadataSize;
    public nint Opaque;
    public KafkaCode Error;
    public nint Private;
}
