using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Waybill.Events.Text;

/// <summary>
/// Writes numbers as ASCII digits without allocation, eight digits at once.
/// Every method takes the start of a buffer and a position in it, and returns the position after what it wrote; it may
/// scribble up to <see cref="Slack"/> bytes beyond, which the next field overwrites.
/// </summary>
public static class Utf8Number
{
    /// <summary>Bytes that must be free behind the last one written.</summary>
    public const int Slack = 32;

    private const ulong AsciiZeros = 0x3030_3030_3030_3030;
    private const ulong EightDigits = 100_000_000;

    /// <summary>As many digits as the number needs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(ref byte buffer, int at, ulong value) =>
        value < EightDigits ? WriteUpToEight(ref buffer, at, (uint)value) : WriteLong(ref buffer, at, value);

    /// <summary>With leading zeros up to a width of at most eight; wider numbers keep all their digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WritePadded(ref byte buffer, int at, uint value, int width)
    {
        if (value >= EightDigits)
        {
            return WriteLong(ref buffer, at, value);
        }

        ulong digits = Digits(value);
        int length = Math.Max(width, 8 - (BitOperations.TrailingZeroCount(digits | (1UL << 56)) >> 3));
        Store(ref buffer, at, (digits | AsciiZeros) >> ((8 - length) * 8));
        return at + length;
    }

    /// <summary>A number of tenths with its point: 123 → <c>12.3</c>.</summary>
    public static int WriteTenths(ref byte buffer, int at, long value)
    {
        at = WriteSign(ref buffer, at, ref value);
        ulong whole = (ulong)value / 10;
        at = Write(ref buffer, at, whole);
        Store(ref buffer, at, 0x30_2EUL + (((ulong)value - (whole * 10)) << 8));
        return at + 2;
    }

    /// <summary>A number of hundredths with its point: 1234 → <c>12.34</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteHundredths(ref byte buffer, int at, long value)
    {
        at = WriteSign(ref buffer, at, ref value);
        ulong whole = (ulong)value / 100;
        at = Write(ref buffer, at, whole);
        uint fraction = (uint)((ulong)value - (whole * 100));
        uint tens = (fraction * 103) >> 10;
        Store(ref buffer, at, 0x30_30_2EUL | ((ulong)tens << 8) | ((ulong)(fraction - (tens * 10)) << 16));
        return at + 3;
    }

    /// <summary>A number of thousandths with its point: 1234 → <c>1.234</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteThousandths(ref byte buffer, int at, long value)
    {
        at = WriteSign(ref buffer, at, ref value);
        ulong whole = (ulong)value / 1000;
        at = Write(ref buffer, at, whole);
        uint fraction = (uint)((ulong)value - (whole * 1000));
        Store(ref buffer, at, (ulong)'.' | ((Digits(fraction) | AsciiZeros) >> 40 << 8));
        return at + 4;
    }

    /// <summary>A signed whole number.</summary>
    public static int WriteSigned(ref byte buffer, int at, long value)
    {
        at = WriteSign(ref buffer, at, ref value);
        return Write(ref buffer, at, (ulong)value);
    }

    /// <summary>
    /// The eight decimal digits of a number below 10^8, one in each byte, the first digit in the lowest byte. Halves
    /// of four, then pairs, then digits are divided at the same time in one register.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Digits(uint value)
    {
        uint high = value / 10_000;
        ulong halves = high | ((ulong)(value - (high * 10_000)) << 32);
        ulong hundreds = ((halves * 10_486) >> 20) & 0x0000_007F_0000_007F;
        ulong pairs = hundreds | ((halves - (hundreds * 100)) << 16);
        ulong tens = ((pairs * 103) >> 10) & 0x000F_000F_000F_000F;
        return tens | ((pairs - (tens * 10)) << 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(ref byte buffer, int at, ulong littleEndian)
    {
        if (!BitConverter.IsLittleEndian)
        {
            littleEndian = BinaryPrimitives.ReverseEndianness(littleEndian);
        }

        Unsafe.WriteUnaligned(ref Unsafe.Add(ref buffer, at), littleEndian);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteUpToEight(ref byte buffer, int at, uint value)
    {
        ulong digits = Digits(value);

        // The lowest byte is the first digit, so leading zeros are trailing zero bytes; the marker keeps one digit.
        int leadingZeros = BitOperations.TrailingZeroCount(digits | (1UL << 56)) >> 3;
        Store(ref buffer, at, (digits | AsciiZeros) >> (leadingZeros * 8));
        return at + 8 - leadingZeros;
    }

    private static int WriteLong(ref byte buffer, int at, ulong value)
    {
        ulong high = value / EightDigits;
        at = high < EightDigits ? WriteUpToEight(ref buffer, at, (uint)high) : WriteLong(ref buffer, at, high);
        Store(ref buffer, at, Digits((uint)(value - (high * EightDigits))) | AsciiZeros);
        return at + 8;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteSign(ref byte buffer, int at, ref long value)
    {
        if (value < 0)
        {
            Unsafe.Add(ref buffer, at++) = (byte)'-';
            value = -value;
        }

        return at;
    }
}
