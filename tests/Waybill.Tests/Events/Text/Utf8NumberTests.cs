using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Waybill.Events.Text;
using Xunit;

namespace Waybill.Tests.Events.Text;

public sealed class Utf8NumberTests
{
    private delegate int Writer(ref byte buffer, int at);

    [Fact]
    public void Whole_numbers_are_written_as_the_framework_writes_them() =>
        Prop.ForAll<ulong, int>((value, shift) =>
        {
            ulong shifted = value >> (shift & 63);

            Assert.Equal(
                shifted.ToString(CultureInfo.InvariantCulture),
                Write((ref byte buffer, int at) => Utf8Number.Write(ref buffer, at, shifted)));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0UL)]
    [InlineData(9UL)]
    [InlineData(10UL)]
    [InlineData(99_999_999UL)]
    [InlineData(100_000_000UL)]
    [InlineData(9_999_999_999_999_999UL)]
    [InlineData(10_000_000_000_000_000UL)]
    [InlineData(ulong.MaxValue)]
    public void Numbers_at_the_edges_of_eight_digits_are_whole(ulong value) =>
        Assert.Equal(
            value.ToString(CultureInfo.InvariantCulture),
            Write((ref byte buffer, int at) => Utf8Number.Write(ref buffer, at, value)));

    [Fact]
    public void Hundredths_have_a_point_and_two_decimals() =>
        Prop.ForAll<int>(value => Assert.Equal(
            (value / 100m).ToString("0.00", CultureInfo.InvariantCulture),
            Write((ref byte buffer, int at) => Utf8Number.WriteHundredths(ref buffer, at, value))))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Thousandths_have_a_point_and_three_decimals() =>
        Prop.ForAll<int>(value => Assert.Equal(
            (value / 1000m).ToString("0.000", CultureInfo.InvariantCulture),
            Write((ref byte buffer, int at) => Utf8Number.WriteThousandths(ref buffer, at, value))))
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, "0.00", "0.000")]
    [InlineData(5, "0.05", "0.005")]
    [InlineData(-5, "-0.05", "-0.005")]
    [InlineData(100_000, "1000.00", "100.000")]
    [InlineData(999_999_999_999, "9999999999.99", "999999999.999")]
    public void Small_negative_and_large_amounts_keep_their_zeros(long value, string hundredths, string thousandths)
    {
        Assert.Equal(hundredths, Write((ref byte buffer, int at) => Utf8Number.WriteHundredths(ref buffer, at, value)));
        Assert.Equal(thousandths, Write((ref byte buffer, int at) => Utf8Number.WriteThousandths(ref buffer, at, value)));
    }

    [Theory]
    [InlineData(7, 5, "00007")]
    [InlineData(12_345, 5, "12345")]
    [InlineData(123_456, 5, "123456")]
    [InlineData(0, 4, "0000")]
    [InlineData(123_456_789, 5, "123456789")]
    public void Padded_numbers_have_leading_zeros_and_lose_no_digit(int value, int width, string text) =>
        Assert.Equal(text, Write((ref byte buffer, int at) => Utf8Number.WritePadded(ref buffer, at, (uint)value, width)));

    [Fact]
    public void Nothing_before_the_position_is_touched()
    {
        byte[] buffer = [.. "abc"u8, .. new byte[64]];

        int end = Utf8Number.WriteHundredths(ref buffer[0], 3, 1_234);

        Assert.Equal("abc12.34", Encoding.ASCII.GetString(buffer, 0, end));
    }

    private static string Write(Writer writer)
    {
        byte[] buffer = new byte[64];
        int end = writer(ref buffer[0], 0);
        return Encoding.ASCII.GetString(buffer, 0, end);
    }
}
