using System.Runtime.InteropServices;

namespace Waybill.Connectors.Kafka.Native;

/// <summary>The functions of rdkafka.h that are used, named as there without their prefix.</summary>
internal static unsafe partial class LibRdKafka
{
    internal const string Name = "rdkafka";

    internal const int ProducerType = 0;
    internal const int ConsumerType = 1;

    /// <summary>The library copies key and value while it takes a message.</summary>
    internal const int CopyFlag = 2;

    internal const int OffsetBeginning = -2;
    internal const int OffsetInvalid = -1001;

    static LibRdKafka() => _ = LibRdKafkaLoader.Handle;

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_new")]
    internal static partial nint ConfNew();

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_destroy")]
    internal static partial void ConfDestroy(nint conf);

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ConfSet(nint conf, string name, string value, byte* error, nuint errorSize);

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set_opaque")]
    internal static partial void ConfSetOpaque(nint conf, nint opaque);

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set_error_cb")]
    internal static partial void ConfSetErrorCallback(nint conf, delegate* unmanaged[Cdecl]<nint, KafkaCode, byte*, nint, void> callback);

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set_log_cb")]
    internal static partial void ConfSetLogCallback(nint conf, delegate* unmanaged[Cdecl]<nint, int, byte*, byte*, void> callback);

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set_dr_msg_cb")]
    internal static partial void ConfSetDeliveryCallback(nint conf, delegate* unmanaged[Cdecl]<nint, NativeMessage*, nint, void> callback);

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set_rebalance_cb")]
    internal static partial void ConfSetRebalanceCallback(
        nint conf, delegate* unmanaged[Cdecl]<nint, KafkaCode, NativePartitionList*, nint, void> callback);

    [LibraryImport(Name, EntryPoint = "rd_kafka_new")]
    internal static partial nint New(int type, nint conf, byte* error, nuint errorSize);

    [LibraryImport(Name, EntryPoint = "rd_kafka_destroy_flags")]
    internal static partial void DestroyFlags(nint client, int flags);

    [LibraryImport(Name, EntryPoint = "rd_kafka_err2str")]
    internal static partial byte* ErrorText(KafkaCode code);

    [LibraryImport(Name, EntryPoint = "rd_kafka_fatal_error")]
    internal static partial KafkaCode FatalError(nint client, byte* error, nuint errorSize);

    [LibraryImport(Name, EntryPoint = "rd_kafka_error_code")]
    internal static partial KafkaCode ErrorCode(nint error);

    [LibraryImport(Name, EntryPoint = "rd_kafka_error_string")]
    internal static partial byte* ErrorString(nint error);

    [LibraryImport(Name, EntryPoint = "rd_kafka_error_destroy")]
    internal static partial void ErrorDestroy(nint error);

    [LibraryImport(Name, EntryPoint = "rd_kafka_poll")]
    internal static partial int Poll(nint client, int timeoutMilliseconds);

    [LibraryImport(Name, EntryPoint = "rd_kafka_outq_len")]
    internal static partial int OutQueueLength(nint client);

    [LibraryImport(Name, EntryPoint = "rd_kafka_flush")]
    internal static partial KafkaCode Flush(nint client, int timeoutMilliseconds);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_new", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint TopicNew(nint client, string topic, nint conf);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_destroy")]
    internal static partial void TopicDestroy(nint topic);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_name")]
    internal static partial byte* TopicName(nint topic);

    [LibraryImport(Name, EntryPoint = "rd_kafka_produceva")]
    internal static partial nint Produce(nint client, ProduceField* fields, nuint count);

    [LibraryImport(Name, EntryPoint = "rd_kafka_metadata")]
    internal static partial KafkaCode Metadata(nint client, int allTopics, nint topic, NativeMetadata** metadata, int timeoutMilliseconds);

    [LibraryImport(Name, EntryPoint = "rd_kafka_metadata_destroy")]
    internal static partial void MetadataDestroy(NativeMetadata* metadata);

    [LibraryImport(Name, EntryPoint = "rd_kafka_poll_set_consumer")]
    internal static partial KafkaCode PollSetConsumer(nint client);

    [LibraryImport(Name, EntryPoint = "rd_kafka_consumer_poll")]
    internal static partial NativeMessage* ConsumerPoll(nint client, int timeoutMilliseconds);

    [LibraryImport(Name, EntryPoint = "rd_kafka_message_destroy")]
    internal static partial void MessageDestroy(NativeMessage* message);

    // It reads a field: the switch to native code would cost more than the call.
    [LibraryImport(Name, EntryPoint = "rd_kafka_message_timestamp")]
    [SuppressGCTransition]
    internal static partial long MessageTimestamp(NativeMessage* message, int* kind);

    [LibraryImport(Name, EntryPoint = "rd_kafka_consumer_close")]
    internal static partial KafkaCode ConsumerClose(nint client);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_new")]
    internal static partial NativePartitionList* PartitionListNew(int size);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_add", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NativePartition* PartitionListAdd(NativePartitionList* list, string topic, int partition);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_destroy")]
    internal static partial void PartitionListDestroy(NativePartitionList* list);

    [LibraryImport(Name, EntryPoint = "rd_kafka_subscribe")]
    internal static partial KafkaCode Subscribe(nint client, NativePartitionList* topics);

    [LibraryImport(Name, EntryPoint = "rd_kafka_unsubscribe")]
    internal static partial KafkaCode Unsubscribe(nint client);

    [LibraryImport(Name, EntryPoint = "rd_kafka_rebalance_protocol")]
    internal static partial byte* RebalanceProtocol(nint client);

    [LibraryImport(Name, EntryPoint = "rd_kafka_assignment_lost")]
    internal static partial int AssignmentLost(nint client);

    [LibraryImport(Name, EntryPoint = "rd_kafka_assign")]
    internal static partial KafkaCode Assign(nint client, NativePartitionList* partitions);

    [LibraryImport(Name, EntryPoint = "rd_kafka_incremental_assign")]
    internal static partial nint IncrementalAssign(nint client, NativePartitionList* partitions);

    [LibraryImport(Name, EntryPoint = "rd_kafka_incremental_unassign")]
    internal static partial nint IncrementalUnassign(nint client, NativePartitionList* partitions);

    [LibraryImport(Name, EntryPoint = "rd_kafka_pause_partitions")]
    internal static partial KafkaCode Pause(nint client, NativePartitionList* partitions);

    [LibraryImport(Name, EntryPoint = "rd_kafka_resume_partitions")]
    internal static partial KafkaCode Resume(nint client, NativePartitionList* partitions);

    [LibraryImport(Name, EntryPoint = "rd_kafka_offsets_store")]
    internal static partial KafkaCode StoreOffsets(nint client, NativePartitionList* offsets);

    [LibraryImport(Name, EntryPoint = "rd_kafka_committed")]
    internal static partial KafkaCode Committed(nint client, NativePartitionList* partitions, int timeoutMilliseconds);

    [LibraryImport(Name, EntryPoint = "rd_kafka_get_watermark_offsets", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial KafkaCode Watermarks(nint client, string topic, int partition, out long low, out long high);
}
