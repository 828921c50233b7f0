using System.Runtime.InteropServices;
using System.Text;
using Waybill.Connectors.Kafka;
using Waybill.Connectors.Kafka.Native;

namespace Waybill.IntegrationTests.Kafka;

/// <summary>
/// librdkafka's own brokers in this process: the real protocol with groups and idempotent producers, in memory, about 5 MB a partition.
/// Other processes can connect to it.
/// </summary>
internal sealed unsafe class MockCluster : IDisposable
{
    /// <summary>
    /// <c>waybill.yaml</c> of a workspace that publishes a day here. It must fit as a whole: the cluster forgets a partition's oldest messages
    /// however far behind its reader is, and on a slow machine one that takes over from a killed member is far behind.
    /// </summary>
    public const string PublisherSettings = "live: {kafka: {properties: {compression.type: gzip, linger.ms: 100}}}\n";

    private readonly KafkaClient _client;
    private readonly nint _cluster;

    /// <param name="topic">A first topic.</param>
    /// <param name="partitions">How many partitions it has.</param>
    /// <param name="brokers">How many brokers there are, numbered from 1.</param>
    public MockCluster(string topic, int partitions, int brokers = 1)
    {
        var settings = new KafkaSettings
        {
            BootstrapServers = "127.0.0.1:1", // not used: the cluster says where it is
            Topic = topic,
            Properties = new Dictionary<string, string> { ["test.mock.num.brokers"] = $"{brokers}" },
        };
        _client = KafkaClient.Producer(settings, new Dictionary<string, string>(), _ => { }, trouble: null);
        _cluster = ((delegate* unmanaged[Cdecl]<nint, nint>)Export("rd_kafka_handle_mock_cluster"))(_client.Handle);
        Bootstrap = Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint, nint>)Export("rd_kafka_mock_cluster_bootstraps"))(_cluster))!;
        Create(topic, partitions);
        Settings = settings with { BootstrapServers = Bootstrap, Properties = new Dictionary<string, string>() };
    }

    public string Bootstrap { get; }

    /// <summary>How clients reach the first topic.</summary>
    public KafkaSettings Settings { get; }

    public void Create(string topic, int partitions)
    {
        var name = Encoding.UTF8.GetBytes(topic + "\0");
        fixed (byte* text = name)
        {
            _ = ((delegate* unmanaged[Cdecl]<nint, byte*, int, int, KafkaCode>)Export("rd_kafka_mock_topic_create"))(_cluster, text, partitions, 1);
        }
    }

    /// <summary>The broker takes no connections and ends those that it has.</summary>
    public void TakeAway(int broker) => _ = ((delegate* unmanaged[Cdecl]<nint, int, KafkaCode>)Export("rd_kafka_mock_broker_set_down"))(_cluster, broker);

    public void BringBack(int broker) => _ = ((delegate* unmanaged[Cdecl]<nint, int, KafkaCode>)Export("rd_kafka_mock_broker_set_up"))(_cluster, broker);

    /// <summary>The next answers to a kind of request are this error.</summary>
    public void Refuse(short request, KafkaCode code, int times)
    {
        var codes = Enumerable.Repeat(code, times).ToArray();
        fixed (KafkaCode* list = codes)
        {
            ((delegate* unmanaged[Cdecl]<nint, short, nuint, KafkaCode*, void>)Export("rd_kafka_mock_push_request_errors_array"))(
                _cluster, request, (nuint)times, list);
        }
    }

    public void Dispose() => _client.Dispose();

    private static nint Export(string name) => NativeLibrary.GetExport(LibRdKafkaLoader.Handle, name);
}
