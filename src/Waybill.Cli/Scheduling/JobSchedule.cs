using Quartz;

namespace Waybill.Cli.Scheduling;

/// <summary>
/// Does one thing by a schedule, never twice at the same time. What falls due while it is being done is left out; what was asked for
/// meanwhile is done once more afterwards. Times that passed while the program was away are made up for once, at the start.
/// </summary>
internal sealed class JobSchedule : IAsyncDisposable
{
    private static readonly JobKey Job = new("work");
    internal static readonly TriggerKey Trigger = new("schedule");

    private readonly IScheduler _scheduler;
    private readonly ScheduleSpec _spec;
    private readonly Func<CancellationToken, Task> _work;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private DateTimeOffset? _next;
    private bool _isRunning;
    private bool _isAskedFor;

    private JobSchedule(IScheduler scheduler, ScheduleSpec spec, Func<CancellationToken, Task> work, TimeProvider time)
    {
        (_scheduler, _spec, _work, _time) = (scheduler, spec, work, time);
        scheduler.Context[nameof(JobSchedule)] = this;
    }

    public ScheduleSpec Spec => _spec;

    public bool IsRunning
    {
        get
        {
            lock (_lock)
            {
                return _isRunning;
            }
        }
    }

    /// <summary>When it is done next; null while it is being done, and when it never is again.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (_lock)
            {
                return _isRunning ? null : _next;
            }
        }
    }

    /// <summary>Begins.</summary>
    /// <param name="spec">When.</param>
    /// <param name="last">When it was begun last, perhaps by another process; null for never.</param>
    /// <param name="work">What; it handles its own errors.</param>
    /// <param name="time">The clock.</param>
    public static async Task<JobSchedule> StartAsync(ScheduleSpec spec, DateTimeOffset? last, Func<CancellationToken, Task> work, TimeProvider time)
    {
        var scheduler = await QuartzSchedulerBuilder.Create(builder => builder.UseDefaultThreadPool(1).UseTimeProvider(time))
            .BuildScheduler().ConfigureAwait(false);
        var schedule = new JobSchedule(scheduler, spec, work, time);
        await schedule.StartAsync(last).ConfigureAwait(false);
        return schedule;
    }

    /// <summary>Does it now; false when it is being done or about to be.</summary>
    public bool TryStart()
    {
        lock (_lock)
        {
            if (_isRunning || _isAskedFor)
            {
                return false;
            }

            _isAskedFor = true;
        }

        FireAndForget();
        return true;
    }

    /// <summary>Does it once more, now or as soon as what is being done is done.</summary>
    public void Request()
    {
        lock (_lock)
        {
            if (_isAskedFor)
            {
                return;
            }

            _isAskedFor = true;
        }

        FireAndForget();
    }

    /// <summary>Stops what is being done and waits until it has stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        // The scheduler's own interrupt reaches only work that has begun; some may be about to.
        await _end.CancelAsync().ConfigureAwait(false);
        await _scheduler.Shutdown(waitForJobsToComplete: true).ConfigureAwait(false);
        _end.Dispose();
    }

    internal async Task WorkAsync(bool isPlanned)
    {
        if (_end.IsCancellationRequested)
        {
            return;
        }

        lock (_lock)
        {
            _isRunning = true;
            _isAskedFor = false;
        }

        try
        {
            await _work(_end.Token).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _isRunning = false;
                var now = _time.GetUtcNow();
                _next = isPlanned || _next is not { } planned || planned <= now ? _spec.After(now) : _next;
            }
        }
    }

    private async Task StartAsync(DateTimeOffset? last)
    {
        var now = _time.GetUtcNow();
        var isOverdue = _spec.IsOverdue(last, now);
        _next = isOverdue ? now : _spec.After(last ?? now);

        // A time that comes while the work is going on is late at once, and a late one is left out.
        IScheduleBuilder times = _spec.Every is { } every
            ? SimpleScheduleBuilder.Create().WithInterval(every).RepeatForever().MeasureIntervalFromCompletion(true)
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)
            : CronScheduleBuilder.Create(_spec.Cron!).WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing); // it is one or the other
        var first = _spec.Every is not null ? _next!.Value : now; // a pause always has a next time
        var trigger = TriggerBuilder.Create(_time).WithIdentity(Trigger).StartAt(first).WithSchedule(times)
            .WithMisfireThreshold(TimeSpan.FromSeconds(1)).Build();
        await _scheduler.ScheduleJob(
            JobBuilder.Create<ScheduledJob>().WithIdentity(Job).DisallowConcurrentExecution().StoreDurably().Build(), trigger).ConfigureAwait(false);
        await _scheduler.Start().ConfigureAwait(false);
        if (isOverdue && _spec.Cron is not null)
        {
            Request();
        }
    }

    // The scheduler's store is in memory: this ends at once.
    private void FireAndForget() => _ = _scheduler.TriggerJob(Job).AsTask();
}
