using Waybill.Connectors.Postgres.Writing;
using Waybill.Connectors.Postgres.Writing.Live;
using Xunit;

namespace Waybill.Tests.Connectors.Postgres.Writing;

public sealed class PaceTests
{
    private const long Second = 1_000_000;

    private readonly JumpingClock _clock = new();

    [Fact]
    public async Task A_moment_comes_as_much_later_than_the_first_as_the_speed_says()
    {
        var pace = new Pace(Options(speed: 60));

        await pace.WaitForAsync(1_000 * Second);
        await pace.WaitForAsync(1_000 * Second);
        await pace.WaitForAsync(1_120 * Second);
        await pace.WaitForAsync(1_150 * Second);

        Assert.Equal([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(0.5)], _clock.Waits);
    }

    [Fact]
    public async Task Time_spent_on_work_is_not_waited_for_again()
    {
        var pace = new Pace(Options(speed: 10));

        await pace.WaitForAsync(0);
        _clock.Pass(TimeSpan.FromSeconds(3));
        await pace.WaitForAsync(20 * Second);
        await pace.WaitForAsync(40 * Second);

        Assert.Equal([TimeSpan.FromSeconds(1)], _clock.Waits);
    }

    [Fact]
    public async Task Without_a_speed_nothing_waits()
    {
        var pace = new Pace(Options(speed: null));

        await pace.WaitForAsync(0);
        await pace.WaitForAsync(86_400 * Second);

        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task A_run_that_is_stopped_does_not_wait_on()
    {
        using var stop = new CancellationTokenSource();
        var pace = new Pace(Options(speed: 1) with { Cancel = stop.Token });
        await pace.WaitForAsync(0);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pace.WaitForAsync(86_400 * Second));
        Assert.Empty(_clock.Waits);
    }

    private ShopLoadOptions Options(double? speed) =>
        new() { World = "none", FirstDay = 0, NextDay = 0, Cells = [0], Clock = _clock, Speed = speed };
}
