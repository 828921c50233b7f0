using System.Runtime.CompilerServices;

namespace Waybill.Events.Telemetry;

/// <summary>
/// Reads a reading as nearly all senders write it: our keys in our order, plain texts, numbers without exponents, at most one blank
/// behind commas and colons. Whatever else it meets it gives up, and the general reader decides what it is.
/// </summary>
internal ref struct TelemetryScanner
{
    private const int MaxDigits = 17;

    private static ReadOnlySpan<long> PowersOfTen => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

    private readonly ReadOnlySpan<byte> _text;
    private readonly TelemetryDraft _draft;
    private readonly SharedTexts _texts;
    private int _at;

    public TelemetryScanner(ReadOnlySpan<byte> text, TelemetryDraft draft, SharedTexts texts)
    {
        _text = text;
        _draft = draft;
        _texts = texts;
    }

    /// <summary>False when the text is not as expected; the draft is then of no use.</summary>
    public bool Scan()
    {
        if (!Take((byte)'{'))
        {
            return false;
        }

        int key = 0;
        while (true)
        {
            Take((byte)' ');
            key = Key(key);
            if (key < 0)
            {
                return false;
            }

            Take((byte)' ');
            if (!Value(key))
            {
                return false;
            }

            key++;
            if (!Take((byte)','))
            {
                return Take((byte)'}') && Rest().TrimEnd(" \r\n"u8).IsEmpty;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ReadOnlySpan<byte> Rest() => _text[_at..];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly byte Peek() => (uint)_at < (uint)_text.Length ? _text[_at] : (byte)0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Take(byte expected)
    {
        bool isThere = Peek() == expected;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    /// <summary>The key that stands here, which must be none of those before a given one; -1 when it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Key(int from)
    {
        ReadOnlySpan<byte> rest = Rest();
        for (int key = from; key < TelemetryKeys.Count; key++)
        {
            int length = TelemetryKeys.Match(rest, key);
            if (length > 0)
            {
                _at += length;
                return key;
            }
        }

        return -1;
    }

    private bool Value(int key)
    {
        sbyte kind = TelemetryKeys.KindOf(key);
        if (Peek() == (byte)'n')
        {
            _draft.SetNull(key);
            return Word("null"u8);
        }

        return kind switch
        {
            TelemetryKeys.Text => Text(key),
            TelemetryKeys.Flag => Flag(key),
            _ => Number(key, kind),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Word(ReadOnlySpan<byte> word)
    {
        if (!Rest().StartsWith(word))
        {
            return false;
        }

        _at += word.Length;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Flag(int key)
    {
        bool isTrue = Peek() == (byte)'t';
        _draft.Set(key, isTrue);
        return Word(isTrue ? "true"u8 : "false"u8);
    }

    private bool Text(int key)
    {
        if (!Take((byte)'"'))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = Rest();
        int length = rest.IndexOf((byte)'"');
        if (length < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> utf8 = rest[..length];

        // What is shared has been looked at before.
        string? text = _texts.Find(utf8);
        if (text is null)
        {
            if (utf8.ContainsAnyExceptInRange((byte)' ', (byte)'~') || utf8.Contains((byte)'\\'))
            {
                return false;
            }

            text = _texts.Add(utf8);
        }

        _draft.Set(key, text);
        _at += length + 1;
        return true;
    }

    private bool Number(int key, int decimals)
    {
        ReadOnlySpan<byte> text = _text;
        bool isNegative = Take((byte)'-');
        int at = _at;
        int start = at;
        long cut = Digits(text, ref at, text.Length, 0);
        int digits = at - start;
        if (digits == 0 || digits > MaxDigits - decimals || (digits > 1 && text[start] == (byte)'0'))
        {
            return false;
        }

        int firstCut = 0;
        bool hasRest = false;
        int missing = decimals;
        if ((uint)at < (uint)text.Length && text[at] == (byte)'.')
        {
            at++;
            int pointed = at;
            cut = Digits(text, ref at, Math.Min(text.Length, at + decimals), cut);
            missing -= at - pointed;
            if (missing == 0)
            {
                int dropped = at;
                firstCut = (uint)at < (uint)text.Length && IsDigit(text[at]) ? text[at] - '0' : 0;
                hasRest = Digits(text, ref at, text.Length, 0) != 0;
                if (at - dropped > MaxDigits)
                {
                    return false;
                }
            }

            if (at == pointed)
            {
                return false;
            }
        }

        _at = at;
        if (Peek() is (byte)'e' or (byte)'E')
        {
            return false;
        }

        _draft.Set(key, DecimalNumber.Of(cut * PowersOfTen[missing], isNegative, firstCut, hasRest));
        return true;
    }

    private static bool IsDigit(byte letter) => (uint)(letter - '0') <= 9;

    /// <summary>Goes on with a number over the digits that stand before an end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Digits(ReadOnlySpan<byte> text, ref int at, int end, long value)
    {
        int index = at;
        while ((uint)index < (uint)end && (uint)index < (uint)text.Length)
        {
            uint digit = (uint)(text[index] - '0');
            if (digit > 9)
            {
                break;
            }

            value = (value * 10) + digit;
            index++;
        }

        at = index;
        return value;
    }
}
