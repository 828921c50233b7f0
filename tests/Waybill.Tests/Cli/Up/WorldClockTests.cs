using Waybill.Cli.Up;
using Waybill.Events.Values;
using Waybill.Tests.Speed.Runtime;
using Xunit;

namespace Waybill.Tests.Cli.Up;

public sealed class WorldClockTests
{
    private static readonly Instant Start = Instant.FromDateTime(new DateTime(2026, 1, 4));
    private readonly ManualTime _time = new(new DateTimeOffset(2030, 5, 5, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void It_goes_at_its_speed_from_where_it_stood()
    {
        WorldClock clock = Clock(speed: 300);

        _time.Move(TimeSpan.FromSeconds(2));

        Assert.Equal(Start.AddSeconds(600), clock.Now);
        Assert.Equal(TimeSpan.Zero, clock.Lag);
    }

    [Fact]
    public void Another_speed_counts_from_the_moment_it_is_set()
    {
        WorldClock clock = Clock(speed: 300);
        _time.Move(TimeSpan.FromSeconds(2));

        clock.SetSpeed(10);
        _time.Move(TimeSpan.FromSeconds(5));

        Assert.Equal(Start.AddSeconds(650), clock.Now);
    }

    [Fact]
    public void Paused_it_stands_and_then_goes_on_from_there()
    {
        WorldClock clock = Clock(speed: 100);
        _time.Move(TimeSpan.FromSeconds(1));
        clock.Pause();
        _time.Move(TimeSpan.FromHours(1));
        Assert.Equal(Start.AddSeconds(100), clock.Now);

        clock.GoOn();
        _time.Move(TimeSpan.FromSeconds(1));

        Assert.Equal(Start.AddSeconds(200), clock.Now);
    }

    [Fact]
    public void It_never_passes_its_limit_and_does_not_jump_when_that_moves()
    {
        WorldClock clock = Clock(speed: 100);
        clock.LimitTo(Start.AddSeconds(150));
        _time.Move(TimeSpan.FromSeconds(2));
        Assert.Equal(Start.AddSeconds(150), clock.Now);
        Assert.Equal(TimeSpan.FromSeconds(50), clock.Lag);

        clock.LimitTo(Start.AddSeconds(10_000));
        Assert.Equal(Start.AddSeconds(150), clock.Now);
        _time.Move(TimeSpan.FromSeconds(1));

        Assert.Equal(Start.AddSeconds(250), clock.Now);
        Assert.Equal(TimeSpan.Zero, clock.Lag);
    }

    [Fact]
    public void A_limit_in_the_past_stops_it_where_it_is()
    {
        WorldClock clock = Clock(speed: 100);
        _time.Move(TimeSpan.FromSeconds(2));

        clock.LimitTo(Start.AddSeconds(50));
        _time.Move(TimeSpan.FromSeconds(2));

        Assert.Equal(Start.AddSeconds(200), clock.Now);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(200_000)]
    [InlineData(double.NaN)]
    public void A_speed_out_of_bounds_is_refused(double speed) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Clock(speed: 1).SetSpeed(speed));

    private WorldClock Clock(double speed) => new(_time, Start, Start.AddSeconds(1_000_000), speed, isPaused: false);
}
