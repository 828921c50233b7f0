using System.Text.Json;
using Waybill.Events.Values;

namespace Waybill.Events.Telemetry;

/// <summary>
/// Reads readings from JSON, one object each, strictly: what is no object, or has a known key with a value of another type, is
/// refused whole. Other keys may hold anything; of a key that stands twice the last counts; null is as good as nothing. Numbers are
/// taken exactly as they are written, halves of the last kept decimal rounded away from zero. Not for several threads at once.
/// </summary>
public sealed class TelemetryJsonReader
{
    /// <summary>Longer messages are no readings.</summary>
    public const int MaxLength = 64 * 1024;

    private readonly TelemetryDraft _draft = new();
    private readonly SharedTexts _texts = new();

    /// <summary>Reads the value of a message.</summary>
    /// <param name="utf8">JSON without a byte order mark.</param>
    /// <param name="receivedAt">When it was received: a reading from well after that is refused.</param>
    /// <param name="reading">Only meant when it is not refused.</param>
    public TelemetryRefusal Read(ReadOnlySpan<byte> utf8, Instant receivedAt, out TelemetryReading reading)
    {
        if (!Fill(utf8))
        {
            reading = default;
            return TelemetryRefusal.Unreadable;
        }

        return _draft.Finish(receivedAt, out reading);
    }

    /// <summary>Reads a line of a landing file, which says itself when the reading was received.</summary>
    /// <param name="utf8">JSON without a byte order mark; the line's end may stand behind it.</param>
    /// <param name="reading">Only meant when it is not refused.</param>
    /// <param name="envelope">How it came; only meant when it is not refused.</param>
    public TelemetryRefusal ReadLine(ReadOnlySpan<byte> utf8, out TelemetryReading reading, out TelemetryEnvelope envelope)
    {
        envelope = default;
        if (!Fill(utf8))
        {
            reading = default;
            return TelemetryRefusal.Unreadable;
        }

        TelemetryRefusal refusal = _draft.Finish(_draft.ReceivedAt, out reading);
        if (refusal == TelemetryRefusal.None)
        {
            envelope = _draft.Envelope(reading.At);
        }

        return refusal;
    }

    /// <summary>Reads as <see cref="Read"/> does, but never by the short way: what the short way is compared with.</summary>
    internal TelemetryRefusal ReadGenerally(ReadOnlySpan<byte> utf8, Instant receivedAt, out TelemetryReading reading)
    {
        reading = default;
        return utf8.Length <= MaxLength && FillGenerally(utf8) ? _draft.Finish(receivedAt, out reading) : TelemetryRefusal.Unreadable;
    }

    private bool Fill(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxLength)
        {
            return false;
        }

        _draft.Clear();
        return TelemetryScanner.Scan(utf8, _draft, _texts) || FillGenerally(utf8);
    }

    private bool FillGenerally(ReadOnlySpan<byte> utf8)
    {
        _draft.Clear();
        try
        {
            var json = new Utf8JsonReader(utf8);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                int key = json.ValueIsEscaped ? FindEscaped(ref json) : TelemetryKeys.Find(json.ValueSpan);
                json.Read();
                if (key < 0)
                {
                    json.Skip();
                }
                else if (!Take(ref json, key))
                {
                    return false;
                }
            }

            // Nothing may follow the object; reading on says so.
            return !json.Read();
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            // A text that is no UTF-8.
            return false;
        }
    }

    private static int FindEscaped(ref Utf8JsonReader json)
    {
        Span<byte> name = stackalloc byte[MaxEscapedKey];
        return json.ValueSpan.Length <= MaxEscapedKey ? TelemetryKeys.Find(name[..json.CopyString(name)]) : -1;
    }

    /// <summary>No key of ours is longer when each of its letters is written as an escape.</summary>
    private const int MaxEscapedKey = 128;

    private bool Take(ref Utf8JsonReader json, int key)
    {
        sbyte kind = TelemetryKeys.KindOf(key);
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                _draft.SetNull(key);
                return true;
            case JsonTokenType.String when kind == TelemetryKeys.Text:
                _draft.Set(key, TextOf(ref json));
                return true;
            case JsonTokenType.True or JsonTokenType.False when kind == TelemetryKeys.Flag:
                _draft.Set(key, json.TokenType == JsonTokenType.True);
                return true;
            case JsonTokenType.Number when kind >= 0:
                _draft.Set(key, DecimalNumber.Parse(json.ValueSpan, kind));
                return true;
            default:
                return false;
        }
    }

    private string TextOf(ref Utf8JsonReader json)
    {
        if (json.ValueIsEscaped || json.ValueSpan.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            return json.GetString()!; // it is a text
        }

        return _texts.Find(json.ValueSpan) ?? _texts.Add(json.ValueSpan);
    }
}
