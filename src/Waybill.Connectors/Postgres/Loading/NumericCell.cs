using System.Numerics;

namespace Waybill.Connectors.Postgres.Loading;

/// <summary>
/// A decimal as PostgreSQL's numeric in binary (numeric_recv in the server's numeric.c): digits to the base 10,000 that stand at the
/// point, without zeros at either end.
/// <code>
/// | length 4 | digits 2 | weight of the first 2 | sign 2: 0 or 0x4000 | digits behind the point 2 | digit 2 | digit 2 | …
/// </code>
/// </summary>
internal static class NumericCell
{
    private const int Base = 10_000;
    private const int DigitsOfBase = 4;
    private const int HeaderBytes = 8;
    private const short Negative = 0x4000;

    // A 128-bit integer has at most 39 digits, and the point may cut one group in two.
    private const int MostGroups = 11;

    /// <param name="buffer">Takes the length and the value.</param>
    /// <param name="unscaled">The value times 10^scale.</param>
    /// <param name="scale">0 to 38.</param>
    public static void Write(CopyBuffer buffer, Int128 unscaled, int scale)
    {
        Span<short> groups = stackalloc short[MostGroups];
        var behind = (scale + DigitsOfBase - 1) / DigitsOfBase;
        var magnitude = Int128.IsNegative(unscaled) ? (UInt128)(-unscaled) : (UInt128)unscaled;
        var count = magnitude <= ulong.MaxValue
            ? Split((ulong)magnitude, scale, groups)
            : Split(magnitude, scale, groups);

        // Groups come from the last to the first.
        var first = count;
        while (first > 0 && groups[first - 1] == 0)
        {
            first--;
        }

        var last = 0;
        while (last < first && groups[last] == 0)
        {
            last++;
        }

        var digits = first - last;
        buffer.Int32(HeaderBytes + (digits * sizeof(short)));
        buffer.Int16((short)digits);
        buffer.Int16((short)(digits == 0 ? 0 : first - behind - 1));
        buffer.Int16(Int128.IsNegative(unscaled) ? Negative : (short)0);
        buffer.Int16((short)scale);
        for (var i = first - 1; i >= last; i--)
        {
            buffer.Int16(groups[i]);
        }
    }

    // The last group behind the point holds the digits that do not fill one, moved to its front.
    private static int Split<T>(T value, int scale, Span<short> groups)
        where T : struct, IUnsignedNumber<T>, IBinaryInteger<T>
    {
        var count = 0;
        var power = (scale % DigitsOfBase) switch { 0 => 1, 1 => 10, 2 => 100, _ => 1000 };
        if (power > 1)
        {
            (value, var rest) = T.DivRem(value, T.CreateTruncating(power));
            groups[count++] = (short)(short.CreateTruncating(rest) * (Base / power));
        }

        while (!T.IsZero(value))
        {
            (value, var group) = T.DivRem(value, T.CreateTruncating(Base));
            groups[count++] = short.CreateTruncating(group);
        }

        return count;
    }
}
