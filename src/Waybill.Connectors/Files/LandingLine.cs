using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Waybill.Events.Live;
using Waybill.Events.Text;
using Waybill.Events.Values;

namespace Waybill.Connectors.Files;

/// <summary>
/// A message as a line of <c>landing/telemetry</c>: the JSON object as it came, on one line, with its envelope at the end.
/// <code>
/// {…,"received_at":1767441600.25,"topic":"telemetry","partition":3,"offset":17}
/// </code>
/// </summary>
internal static class LandingLine
{
    private static ReadOnlySpan<byte> ReceivedKey => "\"received_at\":"u8;

    private static ReadOnlySpan<byte> OffsetKey => "\"offset\":"u8;

    /// <summary>Appends a line. What is no object at all becomes the text <c>raw</c> of one, so that it is refused where readings are judged.</summary>
    public static void Write(ByteBuffer buffer, in RawReading message)
    {
        var payload = message.Payload.Span.Trim(" \t\r\n"u8);
        if (payload.Length < 2 || payload[0] != '{' || payload[^1] != '}')
        {
            buffer.Append("{\"raw\":\""u8);
            buffer.Append(JsonEncodedText.Encode(Encoding.UTF8.GetString(payload), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
            buffer.Append("\","u8);
        }
        else
        {
            var body = payload[..^1].TrimEnd(" \t\r\n"u8);
            AppendOnOneLine(buffer, body);
            if (body.Length > 1)
            {
                buffer.Append((byte)',');
            }
        }

        AppendEnvelope(buffer, message);
    }

    /// <summary>Seconds since 1970 with as many decimals as are needed, at most six.</summary>
    public static void AppendTime(ByteBuffer buffer, Instant time)
    {
        AppendNumber(buffer, time.Seconds);
        var micros = (uint)(time.Microseconds - (time.Seconds * Instant.MicrosecondsPerSecond));
        if (micros == 0)
        {
            return;
        }

        var text = buffer.GetSpan(8 + Utf8Number.Slack);
        text[0] = (byte)'.';
        const int Decimals = 6;
        var end = 1;
        for (var unit = 100_000u; end <= Decimals; unit /= 10)
        {
            text[end++] = (byte)('0' + (micros / unit % 10));
        }

        buffer.Advance(text[..end].TrimEnd((byte)'0').Length);
    }

    public static void AppendNumber(ByteBuffer buffer, long value)
    {
        const int Longest = 20;
        _ = Utf8Formatter.TryFormat(value, buffer.GetSpan(Longest), out var length);
        buffer.Advance(length);
    }

    /// <summary>The offset that a line ends with.</summary>
    public static long OffsetOf(ReadOnlySpan<byte> line) =>
        Utf8Parser.TryParse(line[(line.LastIndexOf(OffsetKey) + OffsetKey.Length)..], out long offset, out _) ? offset : -1;

    /// <summary>The time of reception in a line's envelope.</summary>
    public static Instant ReceivedAt(ReadOnlySpan<byte> line)
    {
        var text = line[(line.LastIndexOf(ReceivedKey) + ReceivedKey.Length)..];
        return Utf8Parser.TryParse(text, out decimal seconds, out _) ? new Instant((long)(seconds * Instant.MicrosecondsPerSecond)) : default;
    }

    private static void AppendEnvelope(ByteBuffer buffer, in RawReading message)
    {
        buffer.Append(ReceivedKey);
        AppendTime(buffer, message.ReceivedAt);
        buffer.Append(",\"topic\":\""u8);
        buffer.Append(Encoding.UTF8.GetBytes(message.Topic));
        buffer.Append("\",\"partition\":"u8);
        AppendNumber(buffer, message.Partition);
        buffer.Append((byte)',');
        buffer.Append(OffsetKey);
        AppendNumber(buffer, message.Offset);
        buffer.Append("}\n"u8);
    }

    // Inside the texts of a JSON object a line feed is escaped: a bare one stands between its parts.
    private static void AppendOnOneLine(ByteBuffer buffer, ReadOnlySpan<byte> json)
    {
        var from = buffer.Length;
        buffer.Append(json);
        if (json.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            return;
        }

        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] is (byte)'\n' or (byte)'\r')
            {
                buffer.Overwrite(from + i, (byte)' ');
            }
        }
    }
}
