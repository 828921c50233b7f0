using Waybill.Speed.Rules;
using Xunit;

namespace Waybill.Tests.Speed.Rules;

public sealed class ThresholdSignalTests
{
    [Theory]
    [InlineData(7_001, "Bad")]
    [InlineData(7_000, "Neutral")]
    [InlineData(6_501, "Neutral")]
    [InlineData(6_500, "Good")]
    [InlineData(Reading.Missing, "Neutral")]
    public void Above_a_limit_is_bad_until_the_clear_value_is_reached(int value, string verdict) =>
        Assert.Equal(verdict, ThresholdSignal.Above(value, 7_000, 6_500).ToString());

    [Theory]
    [InlineData(1_999, "Bad")]
    [InlineData(2_000, "Neutral")]
    [InlineData(2_499, "Neutral")]
    [InlineData(2_500, "Good")]
    [InlineData(Reading.Missing, "Neutral")]
    public void Below_a_limit_is_bad_until_the_clear_value_is_reached(int value, string verdict) =>
        Assert.Equal(verdict, ThresholdSignal.Below(value, 2_000, 2_500).ToString());

    [Theory]
    [InlineData(80_000, "Good")]
    [InlineData(80_001, "Bad")]
    public void Without_a_clear_value_of_its_own_all_else_is_good(int value, string verdict) =>
        Assert.Equal(verdict, ThresholdSignal.Above(value, 80_000, 80_000).ToString());
}
