using Waybill.Cli.Scheduling;
using Waybill.Events;
using Xunit;

namespace Waybill.Tests.Cli.Scheduling;

public sealed class ScheduleSpecTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_was_never_done_is_overdue() => Assert.True(ScheduleSpec.OfEvery("1h").IsOverdue(null, Now));

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    [InlineData(6_000, true)]
    public void A_pause_that_passed_meanwhile_makes_it_overdue(int minutesAgo, bool isOverdue) =>
        Assert.Equal(isOverdue, ScheduleSpec.OfEvery("1h").IsOverdue(Now.AddMinutes(-minutesAgo), Now));

    [Fact]
    public void A_cron_time_that_passed_meanwhile_makes_it_overdue()
    {
        var hourly = ScheduleSpec.OfCron("30 * * * *");

        Assert.True(hourly.IsOverdue(Now.AddMinutes(-31), Now));
        Assert.False(hourly.IsOverdue(Now.AddMinutes(-29), Now));
    }

    [Fact]
    public void Six_fields_begin_with_the_seconds() =>
        Assert.Equal(Now.AddSeconds(20), ScheduleSpec.OfCron("*/20 * * * * ?").After(Now));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("0s")]
    [InlineData("-1m")]
    public void A_pause_that_cannot_be_is_refused(string text) =>
        Assert.Contains("--every", Assert.Throws<WaybillException>(() => ScheduleSpec.OfEvery(text)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("every minute")]
    [InlineData("61 * * * *")]
    [InlineData("* * * *")]
    public void A_cron_expression_that_cannot_be_is_refused(string text) =>
        Assert.Contains("--cron", Assert.Throws<WaybillException>(() => ScheduleSpec.OfCron(text)).Message);
}
