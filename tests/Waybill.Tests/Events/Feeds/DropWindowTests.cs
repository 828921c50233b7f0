using Waybill.Events.Feeds;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.Tests.Events.Feeds;

public sealed class DropWindowTests
{
    [Fact]
    public void A_day_has_four_windows_that_end_where_the_next_begins()
    {
        DropWindow first = DropWindow.First(20_454);

        Assert.Equal("2026-01-01 06:00:00", first.End.ToString());
        Assert.Equal(first.End, first.Next().Start);
        Assert.Equal(20_454, first.Next(3).Day);
        Assert.Equal(20_455, first.Next(4).Day);
        Assert.Equal(3, first.Next(3).OfDay);
    }

    [Fact]
    public void A_moment_belongs_to_the_window_that_it_starts()
    {
        DropWindow window = DropWindow.First(20_454);

        Assert.Equal(window.Next(), DropWindow.At(window.End));
        Assert.Equal(window, DropWindow.At(new Instant(window.End.Microseconds - 1)));
    }
}
