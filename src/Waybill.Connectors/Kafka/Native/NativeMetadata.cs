using System.Runtime.InteropServices;

namespace Waybill.Connectors.Kafka.Native;

/// <summary>The beginning of <c>rd_kafka_metadata_t</c> of rdkafka.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMetadata
{
    public int BrokerCount;
    public nint Brokers;
    public int TopicCount;
    public NativeTopicMetadata* Topics;
}
