using System.Runtime.CompilerServices;

namespace Waybill.Events.Telemetry;

/// <summary>
/// Reads a reading as nearly all senders write it: our keys in our order, plain texts, numbers without exponents, at most one blank
/// behind commas and colons. Whatever else it meets it gives up, and the general reader decides what it is.
/// </summary>
internal ref struct TelemetryScanner
{
    private const int MaxDigits = 17;

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

    private readonly ReadOnlySpan<byte> Rest() => _text[_at..];

    private readonly byte Peek() => (uint)_at < (uint)_text.Length ? _text[_at] : (byte)0;

    private bool Take(byte expected)
    {
        bool isThere = Peek() == expected;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    /// <summary>The key that stands here, which must be none of those before a given one; -1 when it is.</summary>
    private int Key(int from)
    {
        ReadOnlySpan<byte> rest = Rest();
        for (int key = from; key < TelemetryKeys.Count; key++)
        {
            ReadOnlySpan<byte> written = TelemetryKeys.WrittenOf(key);
            if (rest.StartsWith(written))
            {
                _at += written.Length;
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

    private bool Word(ReadOnlySpan<byte> word)
    {
        if (!Rest().StartsWith(word))
        {
            return false;
        }

        _at += word.Length;
        return true;
    }

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
        bool isNegative = Take((byte)'-');
        int start = _at;
        long cut = Digits(0, int.MaxValue);
        int digits = _at - start;
        if (digits is 0 or > MaxDigits - 6 || (digits > 1 && _text[start] == (byte)'0'))
        {
            return false;
        }

        int firstCut = 0;
        bool hasRest = false;
        int missing = decimals;
        if (Take((byte)'.'))
        {
            int pointed = _at;
            cut = Digits(cut, decimals);
            missing -= _at - pointed;
            int dropped = _at;
            firstCut = Peek() is >= (byte)'0' and <= (byte)'9' ? Peek() - '0' : 0;
            hasRest = Digits(0, int.MaxValue) != 0;
            if (_at == pointed || _at - dropped > MaxDigits)
            {
                return false;
            }
        }

        if (Peek() is (byte)'e' or (byte)'E')
        {
            return false;
        }

        _draft.Set(key, DecimalNumber.Of(cut * PowerOfTen(missing), isNegative, firstCut, hasRest));
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Digits(long value, int atMost)
    {
        ReadOnlySpan<byte> text = _text;
        int at = _at;
        int end = (int)Math.Min(text.Length, (long)at + atMost);
        while (at < end)
        {
            uint digit = (uint)(text[at] - '0');
            if (digit > 9)
            {
                break;
            }

            value = (value * 10) + digit;
            at++;
        }

        _at = at;
        return value;
    }

    private static long PowerOfTen(int exponent) => exponent switch
    {
        0 => 1,
        1 => 10,
        2 => 100,
        3 => 1_000,
        4 => 10_000,
        5 => 100_000,
        _ => 1_000_000,
    };
}
