using FsCheck;
using FsCheck.Fluent;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.Tests.Events.Values;

public sealed class InstantTests
{
    [Fact]
    public void Day_and_second_make_the_time_again_before_and_after_1970() =>
        Prop.ForAll<int>(seconds =>
        {
            Instant time = Instant.FromSeconds(seconds);

            Assert.Equal(time, Instant.FromDay(time.Day).AddSeconds(time.SecondOfDay));
            Assert.InRange(time.SecondOfDay, 0, Instant.SecondsPerDay - 1);
            Assert.Equal(time, Instant.FromDateTime(time.ToDateTime()));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, "1970-01-01 00:00:00")]
    [InlineData(-1, "1969-12-31 23:59:59.999999")]
    [InlineData(1_500_000, "1970-01-01 00:00:01.500000")]
    public void Text_shows_fractions_only_when_there_are_any(long microseconds, string text) =>
        Assert.Equal(text, new Instant(microseconds).ToString());

    [Fact]
    public void Later_is_greater() => Assert.True(new Instant(2) > new Instant(1) && new Instant(1) <= new Instant(1));
}
