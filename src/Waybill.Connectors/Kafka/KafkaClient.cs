using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Waybill.Connectors.Kafka.Native;
using Waybill.Events;

namespace Waybill.Connectors.Kafka;

/// <summary>
/// One client of librdkafka: made from settings, told of errors in the background, ended with its owner. The library calls back on the
/// thread that polls, so nothing here is locked but the last error.
/// </summary>
internal sealed unsafe class KafkaClient : IDisposable
{
    private const int ErrorLength = 512;

    /// <summary>Ends without leaving the group; whoever wants to leave it closes first.</summary>
    private const int WithoutClose = 8;

    private readonly Lock _lock = new();
    private GCHandle _self;
    private (KafkaCode Code, string Text)? _lastError;

    private KafkaClient(KafkaSettings settings) => Settings = settings;

    public KafkaSettings Settings { get; }

    public nint Handle { get; private set; }

    /// <summary>Called with every failed delivery.</summary>
    public Action<KafkaCode>? DeliveryFailed { get; private init; }

    /// <summary>Called when partitions come or go; it must assign or unassign them.</summary>
    public RebalanceHandler? Rebalanced { get; private init; }

    /// <summary>Called with what librdkafka reports in the background; it goes on by itself.</summary>
    public Action<WaybillException>? Trouble { get; init; }

    /// <param name="client">Raw handle.</param>
    /// <param name="code">AssignPartitions or RevokePartitions.</param>
    /// <param name="partitions">Those that come or go.</param>
    public delegate void RebalanceHandler(nint client, KafkaCode code, NativePartitionList* partitions);

    /// <param name="settings">Brokers and properties.</param>
    /// <param name="defaults">Properties that hold unless the settings say otherwise.</param>
    /// <param name="failed">Takes failed deliveries.</param>
    /// <param name="trouble">Takes what goes wrong in the background.</param>
    public static KafkaClient Producer(
        KafkaSettings settings, IReadOnlyDictionary<string, string> defaults, Action<KafkaCode> failed, Action<WaybillException>? trouble)
    {
        var client = new KafkaClient(settings) { DeliveryFailed = failed, Trouble = trouble };
        client.Open(LibRdKafka.ProducerType, defaults);
        return client;
    }

    /// <param name="settings">Brokers, group and properties.</param>
    /// <param name="defaults">Properties that hold unless the settings say otherwise.</param>
    /// <param name="rebalanced">Assigns and unassigns.</param>
    /// <param name="trouble">Takes what goes wrong in the background.</param>
    public static KafkaClient Consumer(
        KafkaSettings settings, IReadOnlyDictionary<string, string> defaults, RebalanceHandler rebalanced, Action<WaybillException>? trouble)
    {
        var client = new KafkaClient(settings) { Rebalanced = rebalanced, Trouble = trouble };
        client.Open(LibRdKafka.ConsumerType, defaults);
        return client;
    }

    /// <summary>Asks the brokers for the topic, so that a wrong address, name or password is told before any work is done.</summary>
    /// <returns>How many partitions it has.</returns>
    public int RequireTopic()
    {
        var topic = LibRdKafka.TopicNew(Handle, Settings.Topic, 0);
        var started = Stopwatch.GetTimestamp();
        try
        {
            while (true)
            {
                var (code, partitions) = TopicMetadata(topic);
                if (code == KafkaCode.None)
                {
                    return partitions;
                }

                // Refused credentials come in the background, while the question itself only times out.
                _ = LibRdKafka.Poll(Handle, 0);
                if (LastError(IsFinal) is { } refusal)
                {
                    throw KafkaErrors.Explain(refusal.Code, refusal.Text, Settings);
                }

                if (IsFinal(code) || Stopwatch.GetElapsedTime(started) >= Settings.Patience)
                {
                    var last = LastError(_ => true);
                    throw IsFinal(code) || last is null
                        ? KafkaErrors.Explain(code, null, Settings)
                        : KafkaErrors.Explain(last.Value.Code, last.Value.Text, Settings);
                }
            }
        }
        finally
        {
            LibRdKafka.TopicDestroy(topic);
        }
    }

    /// <summary>Throws when librdkafka has given the client up.</summary>
    public void ThrowIfFatal()
    {
        var text = stackalloc byte[ErrorLength];
        if (LibRdKafka.FatalError(Handle, text, ErrorLength) != KafkaCode.None)
        {
            throw KafkaErrors.Explain(KafkaCode.Fatal, Text(text), Settings);
        }
    }

    public void Dispose()
    {
        if (Handle != 0)
        {
            LibRdKafka.DestroyFlags(Handle, WithoutClose);
            Handle = 0;
        }

        if (_self.IsAllocated)
        {
            _self.Free();
        }
    }

    internal static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    private static bool IsFinal(KafkaCode code) => code is KafkaCode.Authentication or KafkaCode.SaslAuthentication or KafkaCode.UnsupportedSaslMechanism
        or KafkaCode.Ssl or KafkaCode.TopicAuthorization or KafkaCode.GroupAuthorization or KafkaCode.ClusterAuthorization
        or KafkaCode.UnknownTopic or KafkaCode.UnknownTopicOrPartition or KafkaCode.InvalidTopic;

    private (KafkaCode Code, int Partitions) TopicMetadata(nint topic)
    {
        const int RoundMilliseconds = 500;
        NativeMetadata* metadata;
        var code = LibRdKafka.Metadata(Handle, 0, topic, &metadata, RoundMilliseconds);
        if (code != KafkaCode.None)
        {
            return (code, 0);
        }

        var found = metadata->TopicCount > 0 ? metadata->Topics[0].Error : KafkaCode.UnknownTopicOrPartition;
        var partitions = metadata->TopicCount > 0 ? metadata->Topics[0].PartitionCount : 0;
        LibRdKafka.MetadataDestroy(metadata);
        return (found, partitions);
    }

    private (KafkaCode Code, string Text)? LastError(Func<KafkaCode, bool> wanted)
    {
        lock (_lock)
        {
            return _lastError is { } error && wanted(error.Code) ? error : null;
        }
    }

    private void Open(int type, IReadOnlyDictionary<string, string> defaults)
    {
        var properties = Settings.Resolve(Environment.GetEnvironmentVariable);
        var conf = LibRdKafka.ConfNew();
        try
        {
            foreach (var (name, value) in defaults.Where(d => !Settings.Properties.ContainsKey(d.Key)).Concat(properties))
            {
                Set(conf, name, value);
            }

            _self = GCHandle.Alloc(this);
            LibRdKafka.ConfSetOpaque(conf, GCHandle.ToIntPtr(_self));
            LibRdKafka.ConfSetErrorCallback(conf, &OnError);
            LibRdKafka.ConfSetLogCallback(conf, &OnLog);
            if (DeliveryFailed is not null)
            {
                LibRdKafka.ConfSetDeliveryCallback(conf, &OnDelivery);
            }

            if (Rebalanced is not null)
            {
                LibRdKafka.ConfSetRebalanceCallback(conf, &OnRebalance);
            }

            var error = stackalloc byte[ErrorLength];
            Handle = LibRdKafka.New(type, conf, error, ErrorLength);
            if (Handle == 0)
            {
                throw new WaybillException(WaybillErrorKind.Usage, $"Kafka's client cannot be set up: {Text(error)}", "Check the Kafka properties.");
            }
        }
        catch
        {
            LibRdKafka.ConfDestroy(conf);
            Dispose();
            throw;
        }
    }

    private static void Set(nint conf, string name, string value)
    {
        var error = stackalloc byte[ErrorLength];
        if (LibRdKafka.ConfSet(conf, name, value, error, ErrorLength) != 0)
        {
            throw new WaybillException(WaybillErrorKind.Usage,
                KafkaSettings.IsSecret(name) ? $"The Kafka property {name} has a value that it cannot have." : $"The Kafka property {name}: {Text(error)}",
                "The properties are those of librdkafka's CONFIGURATION.md.");
        }
    }

    private static KafkaClient Self(nint opaque) => (KafkaClient)GCHandle.FromIntPtr(opaque).Target!; // allocated in Open, freed after the last callback

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnError(nint client, KafkaCode code, byte* reason, nint opaque)
    {
        var self = Self(opaque);
        var text = Text(reason);
        lock (self._lock)
        {
            // That all brokers are away says less than why the first of them is.
            if (code != KafkaCode.AllBrokersDown || self._lastError is null)
            {
                self._lastError = (code, text);
            }
        }

        self.Trouble?.Invoke(KafkaErrors.Explain(code, text, self.Settings));
    }

    // What matters comes as an error too; librdkafka would write the rest to standard error.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnLog(nint client, int level, byte* facility, byte* text)
    {
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDelivery(nint client, NativeMessage* message, nint opaque)
    {
        if (message->Error != KafkaCode.None)
        {
            Self(opaque).DeliveryFailed?.Invoke(message->Error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnRebalance(nint client, KafkaCode code, NativePartitionList* partitions, nint opaque) =>
        Self(opaque).Rebalanced?.Invoke(client, code, partitions);
}
