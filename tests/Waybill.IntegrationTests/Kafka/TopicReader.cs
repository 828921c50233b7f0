using System.Runtime.InteropServices;
using System.Text;
using Waybill.Connectors.Kafka;
using Waybill.Connectors.Kafka.Native;

namespace Waybill.IntegrationTests.Kafka;

/// <summary>
/// Reads a topic without a group: the mock cluster keeps every group waiting for three seconds. A message is
/// <c>key|value|milliseconds|name=value;…</c>; the product itself never reads headers.
/// </summary>
internal static unsafe class TopicReader
{
    public static List<(int Partition, string Text)> Read(KafkaSettings settings, int count, int partitions = 1)
    {
        using var client = KafkaClient.Consumer(
            settings, new Dictionary<string, string> { ["group.id"] = "reader" }, (_, _, _) => { }, trouble: null);
        _ = LibRdKafka.PollSetConsumer(client.Handle);
        var list = LibRdKafka.PartitionListNew(1);
        for (var partition = 0; partition < partitions; partition++)
        {
            LibRdKafka.PartitionListAdd(list, settings.Topic, partition)->Offset = LibRdKafka.OffsetBeginning;
        }

        _ = LibRdKafka.Assign(client.Handle, list);
        LibRdKafka.PartitionListDestroy(list);
        var found = new List<(int, string)>();
        while (found.Count < count)
        {
            var message = LibRdKafka.ConsumerPoll(client.Handle, 1_000);
            if (message is not null)
            {
                found.Add(message->Error == KafkaCode.None ? (message->Partition, Describe(message)) : throw new InvalidOperationException(message->Error.ToString()));
                LibRdKafka.MessageDestroy(message);
            }
        }

        return found;
    }

    private static string Describe(NativeMessage* message)
    {
        nint headers;
        var hasHeaders = ((delegate* unmanaged[Cdecl]<NativeMessage*, nint*, KafkaCode>)Export("rd_kafka_message_headers"))(message, &headers) == KafkaCode.None;
        var get = (delegate* unmanaged[Cdecl]<nint, nuint, byte**, byte**, nuint*, KafkaCode>)Export("rd_kafka_header_get_all");
        var described = new List<string>();
        byte* name;
        byte* value;
        nuint length;
        for (nuint i = 0; hasHeaders && get(headers, i, &name, &value, &length) == KafkaCode.None; i++)
        {
            described.Add($"{Marshal.PtrToStringUTF8((nint)name)}={Encoding.UTF8.GetString(value, (int)length)}");
        }

        int kind;
        return $"{Encoding.UTF8.GetString(message->Key, (int)message->KeyLength)}|{Encoding.UTF8.GetString(message->Payload, (int)message->Length)}|"
            + $"{LibRdKafka.MessageTimestamp(message, &kind)}|{string.Join(';', described)}";
    }

    private static nint Export(string name) => NativeLibrary.GetExport(LibRdKafkaLoader.Handle, name);
}
