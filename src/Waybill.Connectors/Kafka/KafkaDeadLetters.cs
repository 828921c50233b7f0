using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Waybill.Events;
using Waybill.Events.Live;

namespace Waybill.Connectors.Kafka;

/// <summary>
/// Dead letters as messages of the topic <c>&lt;topic&gt;.dead</c>: key and value as they came, and why and whence in the headers reason, detail,
/// topic, partition and offset. A value that brokers would not take again is cut; the header <c>cut_from</c> says how long it was.
/// </summary>
public sealed class KafkaDeadLetters : IDeadLetters
{
    // Brokers take about a megabyte unless told otherwise.
    private const int LongestValue = 512 << 10;
    private const int CutLength = 64 << 10;

    private static readonly byte[] Reason = "reason\0"u8.ToArray();
    private static readonly byte[] Detail = "detail\0"u8.ToArray();
    private static readonly byte[] Topic = "topic\0"u8.ToArray();
    private static readonly byte[] Partition = "partition\0"u8.ToArray();
    private static readonly byte[] Offset = "offset\0"u8.ToArray();
    private static readonly byte[] CutFrom = "cut_from\0"u8.ToArray();

    private readonly TelemetryProducer _producer;

    private KafkaDeadLetters(TelemetryProducer producer) => _producer = producer;

    /// <summary>The topic of the dead letters of a topic.</summary>
    public static string TopicOf(string topic) => topic + ".dead";

    /// <param name="settings">Those of the readings; the topic is its <see cref="TopicOf"/>.</param>
    /// <param name="trouble">As for <see cref="TelemetryProducer.ConnectAsync"/>.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="WaybillException">As for <see cref="TelemetryProducer.ConnectAsync"/>.</exception>
    public static async Task<KafkaDeadLetters> ConnectAsync(KafkaSettings settings, Action<WaybillException>? trouble, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var own = settings with { Topic = TopicOf(settings.Topic) };
        return new KafkaDeadLetters(await TelemetryProducer.ConnectAsync(own, trouble, cancellation).ConfigureAwait(false));
    }

    public async Task WriteAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(letters);
        if (letters.Count == 0)
        {
            return;
        }

        foreach (var letter in letters)
        {
            var value = letter.Message.Payload.Span;
            var isCut = value.Length > LongestValue;
            _producer.Send(letter.Message.Key.Span, isCut ? value[..CutLength] : value, letter.Message.ReceivedAt, Headers(letter, isCut).AsSpan(), cancellation);
        }

        await _producer.FlushAsync(cancellation).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _producer.DisposeAsync();

    private static ImmutableArray<(byte[] Name, byte[] Value)> Headers(DeadLetter letter, bool isCut)
    {
        var message = letter.Message;
        ImmutableArray<(byte[], byte[])> headers =
        [
            (Reason, Encoding.UTF8.GetBytes(letter.Reason)),
            (Detail, Encoding.UTF8.GetBytes(letter.Detail)),
            (Topic, Encoding.UTF8.GetBytes(message.Topic)),
            (Partition, Number(message.Partition)),
            (Offset, Number(message.Offset)),
        ];
        return isCut ? headers.Add((CutFrom, Number(message.Payload.Length))) : headers;
    }

    private static byte[] Number(long value) => Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture));
}
