using System.Text;
using Waybill.Events.Telemetry;
using Xunit;

namespace Waybill.Tests.Events.Telemetry;

public sealed class WrittenKeyTests
{
    [Theory]
    [InlineData("\"lat\":", "\"lat\":-1.286389,\"lon\":36.8")]
    [InlineData("\"lat\":", "\"lat\":-1}")]
    [InlineData("\"heading\":", "\"heading\":120,\"odometer_km\":1")]
    [InlineData("\"harsh_event\":", "\"harsh_event\":\"braking\"}")]
    public void A_key_is_found_where_it_stands(string key, string text)
    {
        Assert.Equal(key.Length, new WrittenKey(key).Match(Encoding.ASCII.GetBytes(text), 0));
        Assert.Equal(key.Length, new WrittenKey(key).Match(Encoding.ASCII.GetBytes("{" + text), 1));
    }

    [Theory]
    [InlineData("\"lat\":", "\"lot\":-1.286389,\"lon\":36.8")]
    [InlineData("\"lat\":", "\"la")]
    [InlineData("\"heading\":", "\"headinx\":120,\"odometer_km\":1")]
    [InlineData("\"heading\":", "\"heading\" :120,\"odometer_km\":1")]
    [InlineData("\"harsh_event\":", "\"harsh_evenx\":\"braking\"}")]
    public void Another_key_is_not(string key, string text)
    {
        Assert.Equal(0, new WrittenKey(key).Match(Encoding.ASCII.GetBytes(text), 0));
        Assert.Equal(0, new WrittenKey(key).Match(Encoding.ASCII.GetBytes("{" + text), 1));
    }
}
