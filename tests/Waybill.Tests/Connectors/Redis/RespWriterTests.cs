using System.Text;
using Waybill.Connectors.Redis;
using Xunit;

namespace Waybill.Tests.Connectors.Redis;

public sealed class RespWriterTests
{
    private const int Missing = int.MinValue;

    [Theory]
    [InlineData(1230, 3, "1.23")]
    [InlineData(4000, 3, "4")]
    [InlineData(-1, 3, "-0.001")]
    [InlineData(-36_000_001, 6, "-36.000001")]
    [InlineData(36_817_223, 6, "36.817223")]
    [InlineData(0, 3, "0")]
    [InlineData(131, 0, "131")]
    [InlineData(int.MaxValue, 6, "2147.483647")]
    [InlineData(Missing, 3, "")]
    public void Decimals_are_written_without_zeros_at_the_end(int value, int decimals, string expected)
    {
        var commands = new RespWriter();

        commands.AddDecimal(value, decimals, Missing);

        Assert.Equal($"${expected.Length}\r\n{expected}\r\n", Encoding.ASCII.GetString(commands.Written.Span));
    }
}
