using Waybill.Sim.Scenarios;
using Xunit;

namespace Waybill.Tests.Sim.Scenarios;

public sealed class DaySelectionTests
{
    [Fact]
    public void Ranges_name_days_of_the_world() =>
        Assert.Equal([3, 5, 6, 7, 28, 29], Days(new DaySelection { Ranges = [new(3, 3), new(5, 7), new(28, DaySelection.Forever)] }));

    [Fact]
    public void Every_counts_from_the_first_day_of_each_range() =>
        Assert.Equal([2, 9, 16, 23], Days(new DaySelection { Ranges = [new(2, 29)], Every = 7 }));

    [Fact]
    public void Without_a_range_all_days_count() =>
        Assert.Equal([0, 10, 20], Days(new DaySelection { Every = 10 }));

    [Fact]
    public void Weekdays_are_those_of_the_calendar() =>
        Assert.Equal([1, 8, 15, 22, 29], Days(new DaySelection { Weekdays = [DayOfWeek.Friday] }));

    [Fact]
    public void Conditions_are_met_together() =>
        Assert.Equal([8], Days(new DaySelection { Ranges = [new(5, 14)], Weekdays = [DayOfWeek.Friday] }));

    /// <summary>The first thirty days of a world that begins on Thursday, 2026-01-01.</summary>
    private static IEnumerable<int> Days(DaySelection selection) =>
        Enumerable.Range(0, 30).Where(day => selection.Contains(day, new DateTime(2026, 1, 1).AddDays(day).DayOfWeek));
}
