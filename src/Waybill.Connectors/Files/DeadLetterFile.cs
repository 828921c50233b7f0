using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Waybill.Events.Live;
using Waybill.Events.Text;

namespace Waybill.Connectors.Files;

/// <summary>
/// Dead letters as lines of <c>landing/telemetry_dead</c>, which no feed reads: reason, detail, topic, partition, offset, received_at, key and
/// payload; a payload that is no UTF-8 as payload_base64. Of a payload longer than 64 KB the beginning is kept, and its length.
/// </summary>
public sealed class DeadLetterFile : IDeadLetters
{
    /// <summary>Folder of the dead letters, relative to the workspace.</summary>
    public const string Folder = "landing/telemetry_dead";

    private const int LongestPayload = 64 << 10;

    private readonly RollingLines _lines;

    /// <param name="root">Absolute path of the workspace.</param>
    /// <param name="limits">When a file is whole.</param>
    /// <param name="clock">Tells a file's age.</param>
    public DeadLetterFile(string root, LandingLimits limits, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(clock);
        _lines = new RollingLines(root, Folder, "telemetry_dead_", limits, clock);
    }

    public Task WriteAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(letters);
        return letters.Count == 0 ? Task.CompletedTask : DiskThreads.RunAsync(() => Write(letters), cancellation);
    }

    /// <summary>Gives the file its name if it is old enough; to be called now and then.</summary>
    public Task PublishDueAsync(CancellationToken cancellation) => DiskThreads.RunAsync(() => _lines.Publish(always: false), cancellation);

    public async ValueTask DisposeAsync() => await DiskThreads.RunAsync(() => _lines.Publish(always: true), CancellationToken.None).ConfigureAwait(false);

    private void Write(IReadOnlyList<DeadLetter> letters)
    {
        var buffer = new ByteBuffer();
        var until = letters[0].Message.ReceivedAt;
        var text = new ArrayBufferWriter<byte>();
        foreach (var letter in letters)
        {
            text.ResetWrittenCount();
            Write(text, letter);
            buffer.Append(text.WrittenSpan);
            buffer.Append((byte)'\n');
            until = letter.Message.ReceivedAt > until ? letter.Message.ReceivedAt : until;
        }

        _lines.Append(buffer, until);
    }

    private static void Write(IBufferWriter<byte> text, DeadLetter letter)
    {
        var message = letter.Message;
        var payload = message.Payload.Span[..Math.Min(message.Payload.Length, LongestPayload)];
        var received = new ByteBuffer(32);
        LandingLine.AppendTime(received, message.ReceivedAt);
        using var json = new Utf8JsonWriter(text);
        json.WriteStartObject();
        json.WriteString("reason", letter.Reason);
        json.WriteString("detail", letter.Detail);
        json.WriteString("topic", message.Topic);
        json.WriteNumber("partition", message.Partition);
        json.WriteNumber("offset", message.Offset);
        json.WritePropertyName("received_at");
        json.WriteRawValue(received.Written);
        json.WriteString("key", Encoding.UTF8.GetString(message.Key.Span));
        if (Utf8.IsValid(payload))
        {
            json.WriteString("payload", payload);
        }
        else
        {
            json.WriteBase64String("payload_base64", payload);
        }

        if (payload.Length < message.Payload.Length)
        {
            json.WriteNumber("cut_from", message.Payload.Length);
        }

        json.WriteEndObject();
    }
}
