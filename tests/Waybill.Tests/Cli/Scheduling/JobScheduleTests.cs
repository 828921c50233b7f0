using Waybill.Cli.Scheduling;
using Xunit;

namespace Waybill.Tests.Cli.Scheduling;

public sealed class JobScheduleTests : IDisposable
{
    private static readonly ScheduleSpec Hourly = ScheduleSpec.OfEvery("1h");
    private readonly GatedWork _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_fell_due_while_the_program_was_away_is_done_at_once_and_once(bool byCron)
    {
        var spec = byCron ? ScheduleSpec.OfCron("0 * * * *") : Hourly;
        await using var schedule = await JobSchedule.StartAsync(spec, Now.AddDays(-3), _work.DoAsync, TimeProvider.System);

        await _work.BegunAsync(1);
        Assert.True(schedule.IsRunning);
        Assert.Null(schedule.Next);
        _work.LetEnd();
        await _work.EndedAsync(1);

        Assert.Equal(1, _work.Begun);
    }

    [Fact]
    public async Task What_is_not_due_is_not_done()
    {
        var last = Now.AddMinutes(-1);
        await using var schedule = await JobSchedule.StartAsync(Hourly, last, _work.DoAsync, TimeProvider.System);

        Assert.False(schedule.IsRunning);
        Assert.Equal(last.AddHours(1), schedule.Next);
        Assert.True(schedule.TryStart());
        await _work.BegunAsync(1);
        _work.LetEnd();
    }

    [Fact]
    public async Task It_is_never_done_twice_at_the_same_time_and_what_was_asked_for_meanwhile_is_done_once_afterwards()
    {
        await using var schedule = await JobSchedule.StartAsync(Hourly, null, _work.DoAsync, TimeProvider.System);
        await _work.BegunAsync(1);

        Assert.False(schedule.TryStart());
        schedule.Request();
        schedule.Request();
        Assert.Equal(1, _work.Begun);
        _work.LetEnd();
        await _work.BegunAsync(2);
        _work.LetEnd();
        await _work.EndedAsync(2);

        Assert.Equal(2, _work.Begun);
        Assert.Equal(1, _work.MostAtOnce);
    }

    [Fact]
    public async Task Whoever_ends_it_stops_the_work_and_waits_for_it()
    {
        var schedule = await JobSchedule.StartAsync(Hourly, null, _work.DoAsync, TimeProvider.System);
        await _work.BegunAsync(1);

        await schedule.DisposeAsync();

        Assert.True(_work.WasStopped);
        await _work.EndedAsync(1);
    }

    [Fact]
    public async Task Whoever_ends_it_before_the_work_has_begun_need_not_wait_for_all_of_it()
    {
        for (var time = 0; time < 100; time++)
        {
            var schedule = await JobSchedule.StartAsync(Hourly, null, _work.DoAsync, TimeProvider.System);

            await schedule.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));
        }
    }

#pragma warning disable RS0030 // The schedule runs on real time here; no assertion depends on it.
    private static DateTimeOffset Now => DateTimeOffset.UtcNow;
#pragma warning restore RS0030
}
