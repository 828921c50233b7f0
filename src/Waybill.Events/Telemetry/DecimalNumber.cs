using System.Runtime.CompilerServices;

namespace Waybill.Events.Telemetry;

/// <summary>
/// A number of JSON text as a whole number of its last kept decimal, exactly: cut off towards zero, with what is needed to round it
/// and to compare it with a limit.
/// </summary>
internal readonly struct DecimalNumber
{
    /// <summary>The largest number that is told from all others.</summary>
    public const long Most = 999_999_999_999_999_999;

    /// <summary>Stands for every number beyond; far outside of all that is measured.</summary>
    private const long Huge = long.MaxValue / 4;
    private const int MaxDigits = 18;
    private const int MaxExponent = 100_000;

    private readonly long _cut;
    private readonly State _state;

    private DecimalNumber(long cut, State state) => (_cut, _state) = (cut, state);

    [Flags]
    private enum State : byte
    {
        Absent = 0,
        Present = 1,

        /// <summary>Something was cut off.</summary>
        Rest = 2,

        /// <summary>It was half of the last decimal or more.</summary>
        Half = 4,

        Negative = 8,
    }

    public bool IsPresent => _state != State.Absent;

    /// <summary>True when nothing was cut off.</summary>
    public bool IsExact => (_state & State.Rest) == 0;

    /// <summary>Rounded, halves away from zero.</summary>
    public long Rounded => (_state & State.Half) == 0 ? _cut : (_state & State.Negative) != 0 ? _cut - 1 : _cut + 1;

    /// <summary>True when the number itself, not what it is rounded to, lies within limits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsWithin(long low, long high) => _state is State.Present
        ? _cut >= low && _cut <= high
        : (_state & State.Negative) != 0 ? _cut > low && _cut <= high : _cut >= low && _cut < high;

    /// <summary>Puts together what a scanner of digits found.</summary>
    /// <param name="cut">Magnitude in the last kept decimal.</param>
    /// <param name="isNegative">There was a minus.</param>
    /// <param name="firstCut">The first digit that was cut off, 0 when there was none.</param>
    /// <param name="hasRest">A digit above 0 was cut off.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DecimalNumber Of(long cut, bool isNegative, int firstCut, bool hasRest)
    {
        State state = State.Present;
        if (hasRest)
        {
            state |= State.Rest | (firstCut >= 5 ? State.Half : 0) | (isNegative ? State.Negative : 0);
        }

        return new DecimalNumber(isNegative ? -cut : cut, state);
    }

    /// <summary>Reads a number that JSON's grammar allows.</summary>
    public static DecimalNumber Parse(ReadOnlySpan<byte> text, int decimals)
    {
        bool isNegative = text[0] == (byte)'-';
        text = isNegative ? text[1..] : text;
        int exponentAt = text.IndexOfAny((byte)'e', (byte)'E');
        int exponent = exponentAt < 0 ? 0 : Exponent(text[(exponentAt + 1)..]);
        ReadOnlySpan<byte> digits = exponentAt < 0 ? text : text[..exponentAt];
        int point = digits.IndexOf((byte)'.');
        int whole = point < 0 ? digits.Length : point;

        // Digits before this position, the point not counted, belong to the number that is kept.
        int kept = whole + exponent + decimals;
        long cut = 0;
        int significant = 0;
        int at = 0;
        int firstCut = 0;
        bool hasRest = false;
        foreach (byte c in digits)
        {
            if (c == (byte)'.')
            {
                continue;
            }

            int digit = c - '0';
            if (at < kept)
            {
                significant += significant > 0 || digit > 0 ? 1 : 0;
                cut = significant <= MaxDigits ? (cut * 10) + digit : cut;
            }
            else
            {
                firstCut = at == kept ? digit : firstCut;
                hasRest |= digit > 0;
            }

            at++;
        }

        for (; at < kept && significant is > 0 and <= MaxDigits; at++)
        {
            significant++;
            cut = significant <= MaxDigits ? cut * 10 : cut;
        }

        return significant > MaxDigits ? Of(Huge, isNegative, 0, hasRest: false) : Of(cut, isNegative, firstCut, hasRest);
    }

    private static int Exponent(ReadOnlySpan<byte> text)
    {
        int exponent = 0;
        foreach (byte c in text)
        {
            if (c is >= (byte)'0' and <= (byte)'9')
            {
                exponent = Math.Min(MaxExponent, (exponent * 10) + (c - '0'));
            }
        }

        return text[0] == (byte)'-' ? -exponent : exponent;
    }
}
