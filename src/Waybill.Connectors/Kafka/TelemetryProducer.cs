using System.Collections.Frozen;
using System.Globalization;
using Waybill.Connectors.Kafka.Native;
using Waybill.Events;
using Waybill.Events.Values;

namespace Waybill.Connectors.Kafka;

/// <summary>
/// Sends readings to a topic, idempotent and acknowledged by all replicas, so that a broker that restarts loses and doubles nothing. What
/// is sent waits in a queue of limited size; whoever sends faster than the brokers take waits for room. Not for use by several threads.
/// </summary>
public sealed class TelemetryProducer : IAsyncDisposable
{
    // librdkafka's own default waits 5 ms; the queue holds a second or two of what a loopback broker takes.
    private static readonly FrozenDictionary<string, string> Defaults = new Dictionary<string, string>
    {
        ["enable.idempotence"] = "true",
        ["acks"] = "all",
        ["linger.ms"] = "20",
        ["batch.num.messages"] = "20000",
        ["queue.buffering.max.messages"] = "200000",
        ["queue.buffering.max.kbytes"] = "131072",
        ["delivery.report.only.error"] = "true",
        ["partitioner"] = "murmur2_random",
    }.ToFrozenDictionary();

    private readonly KafkaClient _client;
    private readonly nint _topic;
    private int _failed;
    private int _sent;
    private KafkaCode _failure;

    private TelemetryProducer(KafkaClient client)
    {
        _client = client;
        _topic = LibRdKafka.TopicNew(client.Handle, client.Settings.Topic, 0);
    }

    /// <summary>How many messages the brokers have not acknowledged.</summary>
    public int Waiting => LibRdKafka.OutQueueLength(_client.Handle);

    /// <summary>Connects, and asks whether the topic is there.</summary>
    /// <param name="settings">Brokers, topic and properties.</param>
    /// <param name="trouble">Is told, on any thread, what goes wrong while the producer goes on by itself; must not throw.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="WaybillException">
    /// ServiceUnreachable: no broker answers. Usage: unknown topic, refused credentials, TLS, a property that is none, librdkafka is missing.
    /// </exception>
    public static async Task<TelemetryProducer> ConnectAsync(
        KafkaSettings settings, Action<WaybillException>? trouble, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        TelemetryProducer? self = null;
        var client = KafkaClient.Producer(settings, Defaults, code => self?.Fail(code), trouble);
        try
        {
            await Task.Run(client.RequireTopic, cancellation).ConfigureAwait(false);
            return self = new TelemetryProducer(client);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Sends readings in their order; waits while the queue is full.</summary>
    /// <exception cref="WaybillException">
    /// Readings sent before could not be delivered: told once, and whoever sends everything since the last flush again loses nothing. Or a
    /// reading is larger than the client may send.
    /// </exception>
    public void Send(ReadOnlySpan<OutgoingReading> readings, CancellationToken cancellation)
    {
        foreach (ref readonly var reading in readings)
        {
            Send(reading.TruckId.Span, reading.Value.Span, reading.At, cancellation);
        }
    }

    /// <inheritdoc cref="Send(ReadOnlySpan{OutgoingReading}, CancellationToken)"/>
    /// <param name="truckId">UTF-8; empty for a message without a key.</param>
    /// <param name="value">The message.</param>
    /// <param name="at">Its time.</param>
    /// <param name="cancellation">Ends the waiting for room.</param>
    public void Send(ReadOnlySpan<byte> truckId, ReadOnlySpan<byte> value, Instant at, CancellationToken cancellation) =>
        Send(truckId, value, at, [], cancellation);

    /// <summary>Waits until the brokers have everything that was sent.</summary>
    /// <exception cref="WaybillException">Something could not be delivered within message.timeout.ms (five minutes unless set).</exception>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        const int SliceMilliseconds = 200;
        while (await Task.Run(() => LibRdKafka.Flush(_client.Handle, SliceMilliseconds), CancellationToken.None).ConfigureAwait(false) != KafkaCode.None)
        {
            cancellation.ThrowIfCancellationRequested();
            ThrowIfFailed();
        }

        ThrowIfFailed();
    }

    /// <summary>Ends the client at once; what was not flushed may be lost.</summary>
    public async ValueTask DisposeAsync()
    {
        LibRdKafka.TopicDestroy(_topic);
        await Task.Run(_client.Dispose).ConfigureAwait(false);
    }

    /// <param name="truckId">Key.</param>
    /// <param name="value">Message.</param>
    /// <param name="at">Its time.</param>
    /// <param name="headers">Names and values.</param>
    /// <param name="cancellation">Ends the waiting for room.</param>
    internal unsafe void Send(
        ReadOnlySpan<byte> truckId, ReadOnlySpan<byte> value, Instant at, ReadOnlySpan<(byte[] Name, byte[] Value)> headers, CancellationToken cancellation)
    {
        const int PlainFields = 5;
        const int PollEvery = 1024;
        if (++_sent % PollEvery == 0)
        {
            _ = LibRdKafka.Poll(_client.Handle, 0); // failures are told here
        }

        ThrowIfFailed();
        fixed (byte* key = truckId, payload = value)
        {
            var fields = stackalloc ProduceField[PlainFields + headers.Length];
            var count = 0;
            fields[count++] = ProduceField.Topic(_topic);
            fields[count++] = ProduceField.Flags(LibRdKafka.CopyFlag);
            fields[count++] = ProduceField.Timestamp(at.Microseconds / 1000);
            fields[count++] = ProduceField.Value(payload, value.Length);
            if (!truckId.IsEmpty)
            {
                fields[count++] = ProduceField.Key(key, truckId.Length);
            }

            using var pins = new HeaderPins(headers);
            for (var i = 0; i < headers.Length; i++)
            {
                fields[count++] = ProduceField.Header(pins.Name(i), pins.Value(i), headers[i].Value.Length);
            }

            Enqueue(fields, count, value.Length, cancellation);
        }
    }

    private unsafe void Enqueue(ProduceField* fields, int count, int length, CancellationToken cancellation)
    {
        const int RoomMilliseconds = 10;
        while (true)
        {
            var error = LibRdKafka.Produce(_client.Handle, fields, (nuint)count);
            if (error == 0)
            {
                return;
            }

            var code = LibRdKafka.ErrorCode(error);
            var text = KafkaClient.Text(LibRdKafka.ErrorString(error));
            LibRdKafka.ErrorDestroy(error);
            if (code != KafkaCode.QueueFull)
            {
                throw KafkaErrors.Explain(code, code == KafkaCode.MessageTooLarge
                    ? string.Create(CultureInfo.InvariantCulture, $"it has {length:N0} bytes") : text, _client.Settings);
            }

            cancellation.ThrowIfCancellationRequested();
            _ = LibRdKafka.Poll(_client.Handle, RoomMilliseconds);
            ThrowIfFailed();
        }
    }

    private void Fail(KafkaCode code)
    {
        _failure = code;
        Interlocked.Increment(ref _failed);
    }

    private void ThrowIfFailed()
    {
        var failed = Interlocked.Exchange(ref _failed, 0);
        if (failed == 0)
        {
            return;
        }

        var cause = KafkaErrors.Explain(_failure, null, _client.Settings);
        throw new WaybillException(cause.Kind, string.Create(CultureInfo.InvariantCulture,
            $"{failed} messages for topic {_client.Settings.Topic} were not delivered. {cause.Message}"), cause.Advice);
    }
}
