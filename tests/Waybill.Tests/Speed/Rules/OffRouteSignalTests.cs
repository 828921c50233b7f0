using Waybill.Speed.Rules;
using Xunit;

namespace Waybill.Tests.Speed.Rules;

public sealed class OffRouteSignalTests
{
    // A road along the equator from 36° to 37° east, and on to the north: a millionth of a degree is about 0.11 m.
    private static readonly RouteTable Routes = new(
        [new("road", 1, "west", 0, 36_000_000, 80), new("road", 2, "corner", 0, 37_000_000, 80), new("road", 3, "north", 1_000_000, 37_000_000, 80)], "test");

    [Theory]
    [InlineData(0, 36_500_000, "Good")]
    [InlineData(9_043, 36_500_000, "Good")] // 999 m
    [InlineData(9_044, 36_500_000, "Neutral")] // 1,000 m
    [InlineData(18_088, 36_500_000, "Neutral")] // 2,000 m
    [InlineData(18_097, 36_500_000, "Bad")] // 2,001 m
    [InlineData(-18_097, 36_500_000, "Bad")]
    [InlineData(500_000, 37_017_990, "Neutral")] // 2,000 m east of the second leg
    [InlineData(500_000, 37_018_000, "Bad")]
    [InlineData(0, 35_982_020, "Neutral")] // before the first point
    [InlineData(0, 35_981_000, "Bad")]
    [InlineData(1_018_000, 37_000_000, "Neutral")] // beyond the last point
    [InlineData(1_019_000, 37_000_000, "Bad")]
    [InlineData(Reading.Missing, 36_500_000, "Neutral")]
    [InlineData(0, Reading.Missing, "Neutral")]
    public void Far_from_the_road_is_bad_and_near_is_good(int latitude, int longitude, string verdict)
    {
        var sample = new Sample(Reading.At(0) with { LatitudeMicro = latitude, LongitudeMicro = longitude }, 0);

        Assert.Equal(verdict, OffRouteSignal.Read(sample, Routes.Find("road"), 2_000_000, 1_000_000).ToString());
    }

    [Fact]
    public void A_road_that_nobody_drew_is_never_left()
    {
        var sample = new Sample(Reading.At(0) with { LatitudeMicro = 0, LongitudeMicro = 0 }, 0);

        Assert.Equal(Verdict.Neutral, OffRouteSignal.Read(sample, Routes.Find("other"), 2_000_000, 1_000_000));
        Assert.Null(Routes.Find(null));
    }
}
