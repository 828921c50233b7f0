using System.Runtime.InteropServices;
using System.Text;
using Waybill.Connectors.Kafka;
using Waybill.Connectors.Kafka.Native;

namespace Waybill.IntegrationTests.Kafka;

/// <summary>Reads messages with their headers, as <c>key|value|name=value;…</c>; the product itself never reads headers.</summary>
internal static unsafe class HeaderReader
{
    public static List<string> Read(KafkaSettings settings, int count)
    {
        using var client = KafkaClient.Consumer(
            settings, new Dictionary<string, string> { ["group.id"] = "reader" }, (_, _, _) => { }, trouble: null);
        _ = LibRdKafka.PollSetConsumer(client.Handle);
        var list = LibRdKafka.PartitionListNew(1);
        LibRdKafka.PartitionListAdd(list, settings.Topic, 0)->Offset = LibRdKafka.OffsetBeginning;
        _ = LibRdKafka.Assign(client.Handle, list);
        LibRdKafka.PartitionListDestroy(list);
        var found = new List<string>();
        while (found.Count < count)
        {
            var message = LibRdKafka.ConsumerPoll(client.Handle, 1_000);
            if (message is not null)
            {
                found.Add(message->Error == KafkaCode.None ? Describe(message) : throw new InvalidOperationException(message->Error.ToString()));
                LibRdKafka.MessageDestroy(message);
            }
        }

        return found;
    }

    private static string Describe(NativeMessage* message)
    {
        nint headers;
        _ = ((delegate* unmanaged[Cdecl]<NativeMessage*, nint*, KafkaCode>)Export("rd_kafka_message_headers"))(message, &headers);
        var get = (delegate* unmanaged[Cdecl]<nint, nuint, byte**, byte**, nuint*, KafkaCode>)Export("rd_kafka_header_get_all");
        var described = new List<string>();
        byte* name;
        byte* value;
        nuint length;
        for (nuint i = 0; get(headers, i, &name, &value, &length) == KafkaCode.None; i++)
        {
            described.Add($"{Marshal.PtrToStringUTF8((nint)name)}={Encoding.UTF8.GetString(value, (int)length)}");
        }

        return $"{Encoding.UTF8.GetString(message->Key, (int)message->KeyLength)}|{Encoding.UTF8.GetString(message->Payload, (int)message->Length)}|"
            + string.Join(';', described);
    }

    private static nint Export(string name) => NativeLibrary.GetExport(LibRdKafkaLoader.Handle, name);
}
