using System.Runtime.InteropServices;

namespace Waybill.Connectors.Kafka.Native;

/// <summary><c>rd_kafka_topic_partition_list_t</c> of rdkafka.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativePartitionList
{
    public int Count;
    public int Size;
    public NativePartition* Items;
}
