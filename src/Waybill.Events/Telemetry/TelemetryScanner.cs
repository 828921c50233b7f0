using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Waybill.Events.Telemetry;

/// <summary>
/// Reads a reading as nearly all senders write it: our keys in our order, plain texts, numbers without exponents, at most one blank
/// behind commas and colons. Whatever else it meets it gives up, and the general reader decides what it is. Each step takes where it
/// begins and returns where it ends, so that the place stays in a register: kept in a field it was half of the time.
/// </summary>
internal static class TelemetryScanner
{
    private const int GivenUp = -1;
    private const int MaxDigits = 17;

    private static ReadOnlySpan<long> PowersOfTen => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

    /// <summary>False when the text is not as expected; the draft is then of no use.</summary>
    public static bool Scan(ReadOnlySpan<byte> text, TelemetryDraft draft, SharedTexts texts)
    {
        if (Peek(text, 0) != (byte)'{')
        {
            return false;
        }

        int at = 1;
        for (int key = 0; ; key++)
        {
            at = PassBlank(text, at);
            int length = 0;
            while (key < TelemetryKeys.Count && (length = TelemetryKeys.Match(text, at, key)) == 0)
            {
                key++;
            }

            if (length == 0)
            {
                return false;
            }

            at = Value(text, PassBlank(text, at + length), key, draft, texts);
            byte next = Peek(text, at);
            at++;
            if (next != (byte)',')
            {
                return next == (byte)'}' && text[at..].TrimEnd(" \r\n"u8).IsEmpty;
            }
        }
    }

    /// <summary>The letter at a place; 0, which no step expects, beyond the end and where a step gave up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Peek(ReadOnlySpan<byte> text, int at) => (uint)at < (uint)text.Length ? text[at] : (byte)0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PassBlank(ReadOnlySpan<byte> text, int at) => Peek(text, at) == (byte)' ' ? at + 1 : at;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Value(ReadOnlySpan<byte> text, int at, int key, TelemetryDraft draft, SharedTexts texts)
    {
        sbyte kind = TelemetryKeys.KindOf(key);
        int end = kind >= 0 ? Number(text, at, key, kind, draft)
            : kind == TelemetryKeys.Text ? Text(text, at, key, draft, texts)
            : Flag(text, at, key, draft);
        return end == GivenUp ? Null(text, at, key, draft) : end;
    }

    private static int Null(ReadOnlySpan<byte> text, int at, int key, TelemetryDraft draft)
    {
        draft.SetNull(key);
        return text[at..].StartsWith("null"u8) ? at + "null"u8.Length : GivenUp;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Flag(ReadOnlySpan<byte> text, int at, int key, TelemetryDraft draft)
    {
        bool isTrue = Peek(text, at) == (byte)'t';
        ReadOnlySpan<byte> rest = text[at..];
        draft.Set(key, isTrue);
        return isTrue
            ? rest.StartsWith("true"u8) ? at + "true"u8.Length : GivenUp
            : rest.StartsWith("false"u8) ? at + "false"u8.Length : GivenUp;
    }

    private static int Text(ReadOnlySpan<byte> text, int at, int key, TelemetryDraft draft, SharedTexts texts)
    {
        if (Peek(text, at) != (byte)'"')
        {
            return GivenUp;
        }

        ReadOnlySpan<byte> rest = text[(at + 1)..];
        int length = LengthOf(rest);
        if (length < 0)
        {
            return GivenUp;
        }

        ReadOnlySpan<byte> utf8 = rest[..length];

        // What is shared has been looked at before.
        string? shared = texts.Find(utf8);
        if (shared is null)
        {
            if (utf8.ContainsAnyExceptInRange((byte)' ', (byte)'~') || utf8.Contains((byte)'\\'))
            {
                return GivenUp;
            }

            shared = texts.Add(utf8);
        }

        draft.Set(key, shared);
        return at + length + 2;
    }

    /// <summary>How many letters stand before the next quote; below 0 when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LengthOf(ReadOnlySpan<byte> text)
    {
        if (text.Length >= Vector256<byte>.Count)
        {
            var quotes = Vector256.Equals(Vector256.Create(text), Vector256.Create((byte)'"'));
            if (quotes != Vector256<byte>.Zero)
            {
                return BitOperations.TrailingZeroCount(quotes.ExtractMostSignificantBits());
            }
        }

        return text.IndexOf((byte)'"');
    }

    private static int Number(ReadOnlySpan<byte> text, int at, int key, int decimals, TelemetryDraft draft)
    {
        bool isNegative = Peek(text, at) == (byte)'-';
        int start = isNegative ? at + 1 : at;
        int end = Digits(text, start, text.Length, 0, out long cut);
        int digits = end - start;
        if (digits == 0 || digits > MaxDigits - decimals || (digits > 1 && text[start] == (byte)'0'))
        {
            return GivenUp;
        }

        int missing = decimals;
        int firstCut = 0;
        long rest = 0;
        if (Peek(text, end) == (byte)'.')
        {
            int pointed = end + 1;
            end = Digits(text, pointed, Math.Min(text.Length, pointed + decimals), cut, out cut);
            missing -= end - pointed;
            if (missing == 0)
            {
                int dropped = end;
                firstCut = Peek(text, end) - '0';
                end = Digits(text, end, text.Length, 0, out rest);
                if (end - dropped > MaxDigits)
                {
                    return GivenUp;
                }
            }

            if (end == pointed)
            {
                return GivenUp;
            }
        }

        // An exponent is no end of a value, so that whoever asks for one gives up.
        draft.Set(key, DecimalNumber.Of(cut * PowersOfTen[missing], isNegative, firstCut, hasRest: rest != 0));
        return end;
    }

    /// <summary>Goes on with a number over the digits that stand before an end, and returns where they end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Digits(ReadOnlySpan<byte> text, int at, int end, long from, out long value)
    {
        long number = from;
        while ((uint)at < (uint)end && (uint)at < (uint)text.Length)
        {
            uint digit = (uint)(text[at] - '0');
            if (digit > 9)
            {
                break;
            }

            number = (number * 10) + digit;
            at++;
        }

        value = number;
        return at;
    }
}
