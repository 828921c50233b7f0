using FsCheck;
using FsCheck.Fluent;
using Waybill.Lake.Spec;
using Xunit;

namespace Waybill.Tests.Lake.Spec;

public sealed class TimeTransformTests
{
    private const long Day = 86_400_000_000;

    [Theory]
    [InlineData(0, 0, 0, 0, 0)]
    [InlineData(-1, -1, -1, -1, -1)]
    [InlineData(Day, 0, 0, 1, 24)]
    [InlineData(-Day, -1, -1, -1, -24)]
    [InlineData(-Day - 1, -1, -1, -2, -25)]
    [InlineData(31 * Day, 0, 1, 31, 31 * 24)]
    [InlineData(1_510_871_468_000_000, 47, 574, 17486, 419686)] // 2017-11-16T22:31:08, the example of the specification
    public void Time_is_counted_from_1970_and_rounded_down(long micros, int year, int month, int day, int hour)
    {
        Assert.Equal(year, Transform.Year.Apply(PrimitiveType.Timestamp, micros));
        Assert.Equal(month, Transform.Month.Apply(PrimitiveType.Timestamp, micros));
        Assert.Equal(day, Transform.Day.Apply(PrimitiveType.TimestampTz, micros));
        Assert.Equal(hour, Transform.Hour.Apply(PrimitiveType.TimestampTz, micros));
    }

    [Fact]
    public void Civil_dates_agree_with_the_framework_over_all_its_years()
    {
        var property = Prop.ForAll(Gen.Choose(0, DateOnly.MaxValue.DayNumber).ToArbitrary(), number =>
        {
            var date = DateOnly.FromDayNumber(number);
            var days = number - new DateOnly(1970, 1, 1).DayNumber;
            Assert.Equal((date.Year, date.Month, date.Day), CivilDate.FromDays(days));
            Assert.Equal(days, CivilDate.ToDays(date.Year, date.Month, date.Day));
        });

        property.Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Theory]
    [InlineData(int.MinValue / 2)]
    [InlineData(-719_528)] // 0000-01-01
    [InlineData(-719_529)]
    [InlineData(int.MaxValue / 2)]
    public void Civil_dates_go_beyond_the_years_of_the_framework(int days)
    {
        var (year, month, day) = CivilDate.FromDays(days);

        Assert.Equal(days, CivilDate.ToDays(year, month, day));
    }

    [Fact]
    public void Days_are_dates_and_larger_units_are_numbers()
    {
        Assert.Equal(PrimitiveType.Date, Transform.Day.ResultType(PrimitiveType.TimestampTz));
        Assert.Equal(PrimitiveType.Int, Transform.Month.ResultType(PrimitiveType.Date));
        Assert.False(Transform.Hour.Accepts(PrimitiveType.Date));
        Assert.False(Transform.Day.Accepts(PrimitiveType.Text));
    }
}
