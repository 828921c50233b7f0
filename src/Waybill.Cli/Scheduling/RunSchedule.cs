using System.Globalization;
using System.Text.Json;
using Waybill.Cli.Running;
using Waybill.Cli.Workspaces;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Runs;
using Waybill.Server.Live;

namespace Waybill.Cli.Scheduling;

/// <summary>Runs of the pipeline by a schedule: each brings in what landed since the last; when nothing did, there is none.</summary>
internal sealed class RunSchedule : IRunSchedule, IAsyncDisposable
{
    private readonly Arrivals _arrivals;
    private readonly Func<IRunProgress, CancellationToken, RunRecord> _run;
    private readonly TimeProvider _time;
    private readonly RunJournal _journal;
    private readonly Lock _lock = new();
    private readonly List<Action<RunProgress>> _listeners = [];
    private JobSchedule? _schedule;
    private string? _last;
    private bool _isForced;

    /// <param name="workspace">Where.</param>
    /// <param name="modelsFolder">The models.</param>
    /// <param name="run">Does a run; called on a thread of low priority.</param>
    /// <param name="time">The clock of the schedule.</param>
    public RunSchedule(Workspace workspace, string modelsFolder, Func<IRunProgress, CancellationToken, RunRecord> run, TimeProvider time)
    {
        _arrivals = new Arrivals(workspace, modelsFolder);
        _journal = new RunJournal(workspace.Runs);
        (_run, _time) = (run, time);
    }

    /// <summary>Whether there must be a run even when nothing landed.</summary>
    public Func<bool> MustRun { get; init; } = () => false;

    /// <summary>Told of every run that came to its end.</summary>
    public Action<RunRecord> Finished { get; init; } = _ => { };

    /// <summary>Told why there was none; the next time comes all the same.</summary>
    public Action<Exception> Failed { get; init; } = _ => { };

    public RunScheduleState State => new(
        _schedule?.Spec is { Every: not null } every ? every.Text : null,
        _schedule?.Spec is { Cron: not null } cron ? cron.Text : null,
        _schedule?.Next?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        Volatile.Read(ref _last),
        _schedule is { IsRunning: true });

    /// <summary>Begins; a time that passed since the last recorded run is made up for at once.</summary>
    public async Task BeginAsync(ScheduleSpec spec)
    {
        var last = _journal.Read(most: 1) is [{ } record] ? record : null;
        _last = last?.RunId;
        DateTimeOffset? begun = last is null ? null : DateTimeOffset.Parse(last.StartedAt, CultureInfo.InvariantCulture);
        _schedule = await JobSchedule.StartAsync(spec, begun, WorkAsync, _time).ConfigureAwait(false);
    }

    public bool TryStart()
    {
        if (_schedule is not { IsRunning: false } schedule)
        {
            return false;
        }

        _isForced = true;
        return schedule.TryStart();
    }

    /// <summary>Asks for a run now, or after the one that is going on.</summary>
    public void Request() => _schedule?.Request();

    public IDisposable Listen(Action<RunProgress> step)
    {
        lock (_lock)
        {
            _listeners.Add(step);
        }

        return new Subscription(() =>
        {
            lock (_lock)
            {
                _listeners.Remove(step);
            }
        });
    }

    public ValueTask DisposeAsync() => _schedule?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task WorkAsync(CancellationToken ct)
    {
        try
        {
            var there = _arrivals.Look();
            var isForced = Interlocked.Exchange(ref _isForced, false);
            if (!isForced && !_arrivals.HasNew(there) && !MustRun())
            {
                return;
            }

            Tell(new RunProgress("", "started", 0));
            var record = await LowPriority.Run(() => _run(new Steps(this), ct)).ConfigureAwait(false);
            _arrivals.Remember(there);
            Volatile.Write(ref _last, record.RunId);
            Tell(new RunProgress("", record.Succeeded ? "finished" : "failed", record.Steps.Sum(s => s.RowsAdded)));
            Finished(record);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // What was published stays, and the next run goes on.
        }
        catch (Exception e)
        {
            Tell(new RunProgress("", "failed", 0));
            Failed(e);
        }
    }

    private void Tell(RunProgress progress)
    {
        Action<RunProgress>[] listeners;
        lock (_lock)
        {
            listeners = [.. _listeners];
        }

        Array.ForEach(listeners, listener => listener(progress));
    }

    private sealed class Steps(RunSchedule schedule) : IRunProgress
    {
        public void Starting(Model model) => schedule.Tell(new RunProgress(model.Name, "started", 0));

        public void Finished(StepResult step) => schedule.Tell(new RunProgress(step.Model, JsonNamingPolicy.SnakeCaseLower.ConvertName(step.Action.ToString()), step.RowsAdded));
    }
}
