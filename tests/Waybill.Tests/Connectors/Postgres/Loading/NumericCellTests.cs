using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Waybill.Connectors.Postgres.Loading;
using Xunit;

namespace Waybill.Tests.Connectors.Postgres.Loading;

public sealed class NumericCellTests
{
    [Theory]
    [InlineData("0", 2, "0 0 + 2")]
    [InlineData("12", 0, "1 0 + 0 12")]
    [InlineData("-1234567", 2, "3 1 - 2 1 2345 6700")]
    [InlineData("1", 4, "1 -1 + 4 1")]
    [InlineData("5", 9, "1 -3 + 9 5000")]
    [InlineData("100000000", 0, "1 2 + 0 1")]
    [InlineData("9999999999999999999999999999999999999", 1, "10 8 + 1 9999 9999 9999 9999 9999 9999 9999 9999 9999 9000")]
    public void Digits_stand_at_the_point(string unscaled, int scale, string expected) =>
        Assert.Equal(expected, Show(Written(Int128.Parse(unscaled, CultureInfo.InvariantCulture), scale)));

    [Fact, Long]
    public void Any_value_of_any_scale_is_read_back_as_it_was()
    {
        Int128 value = 1;
        for (var step = 0; step < 2000; step++)
        {
            value = unchecked((value * 6364136223846793005) + 1442695040888963407);
            var unscaled = value >> (step % 120);
            var scale = step % 39;

            Assert.Equal((BigInteger)unscaled, Read(Written(unscaled, scale), scale));
        }
    }

    private static short[] Written(Int128 unscaled, int scale)
    {
        var buffer = new CopyBuffer();
        NumericCell.Write(buffer, unscaled, scale);
        var bytes = buffer.Written.Span;
        Assert.Equal(bytes.Length - sizeof(int), BinaryPrimitives.ReadInt32BigEndian(bytes));
        var words = new short[(bytes.Length - sizeof(int)) / sizeof(short)];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadInt16BigEndian(bytes[(sizeof(int) + (i * sizeof(short)))..]);
        }

        return words;
    }

    private static string Show(short[] words) =>
        string.Join(' ', words.Select((w, i) => i == 2 ? (w == 0 ? "+" : "-") : w.ToString(CultureInfo.InvariantCulture)));

    private static BigInteger Read(short[] words, int scale)
    {
        // The weight is that of the first digit; what is missing behind the last is zero.
        BigInteger value = 0;
        foreach (var digit in words.Skip(4))
        {
            Assert.InRange(digit, 0, 9999);
            value = (value * 10_000) + digit;
        }

        var exponent = ((words[1] - (words[0] - 1)) * 4) + scale;
        value = exponent >= 0 ? value * BigInteger.Pow(10, exponent) : value / BigInteger.Pow(10, -exponent);
        return words[2] == 0 ? value : -value;
    }
}
