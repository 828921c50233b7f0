using Waybill.Events;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;

namespace Waybill.Speed.Runtime;

/// <summary>
/// Drives the work on one partition: messages in, and for each outlet a loop of its own that hands over, waits for the answer, and
/// tries again what failed. A slow or absent outlet holds nobody up but, when too much waits, the messages.
/// </summary>
public sealed class PartitionRunner : IDisposable
{
    /// <summary>Over how many moments the partitions' saving is spread.</summary>
    private const int SavePhases = 12;

    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(100);

    private readonly PartitionWorker _worker;
    private readonly LiveOutlets _outlets;
    private readonly LiveOptions _options;
    private readonly PartitionCalls _calls;
    private readonly string _topic;
    private readonly int _partition;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<Outlet, SemaphoreSlim> _wake;
    private readonly SemaphoreSlim _room = new(0, 1);
    private Task _pumps = Task.CompletedTask;
    private Exception? _fault;

    /// <param name="topic">The topic.</param>
    /// <param name="partition">Its partition.</param>
    /// <param name="rules">What its readings are judged by.</param>
    /// <param name="outlets">Where everything goes.</param>
    /// <param name="calls">What the outside is asked and told.</param>
    /// <param name="options">Sizes and waits.</param>
    /// <param name="time">The clock.</param>
    public PartitionRunner(
        string topic, int partition, LiveRules rules, LiveOutlets outlets, PartitionCalls calls, LiveOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(outlets);
        ArgumentNullException.ThrowIfNull(calls);
        (_topic, _partition, _outlets, _calls, _options) = (topic, partition, outlets, calls, options);
        var reader = new TelemetryJsonReader();
        _worker = new PartitionWorker(rules, reader.Read, outlets.Present, calls.Watch, options, time)
        {
            FirstSave = options.SaveEvery * ((1 + (partition % SavePhases)) / (double)SavePhases),
        };
        _wake = outlets.Present.ToDictionary(o => o, _ => new SemaphoreSlim(0, 1));
    }

    /// <summary>What it has done; figures are of one moment each.</summary>
    public PartitionFigures Figures => _worker.Figures;

    /// <summary>The outlets that do not answer, and why.</summary>
    public IReadOnlyList<(Outlet Outlet, WaybillException Trouble)> Away
    {
        get
        {
            lock (_gate)
            {
                return [.. _outlets.Present.Order().Where(o => _worker.TroubleOf(o) is not null).Select(o => (o, _worker.TroubleOf(o)!))];
            }
        }
    }

    /// <summary>Loads the state, waiting for the store while it is away, and begins.</summary>
    /// <returns>The first offset to read; null for the oldest there is.</returns>
    /// <exception cref="WaybillException">The state cannot be read.</exception>
    public async Task<long?> BeginAsync(CancellationToken cancellation)
    {
        SavedState? saved = await LoadAsync(cancellation).ConfigureAwait(false);
        long? from = _worker.Restore(saved);
        _pumps = Task.WhenAll(_outlets.Present.Select(o => Task.Run(() => PumpAsync(o, _stop.Token), CancellationToken.None)));
        return from;
    }

    /// <summary>Takes messages; returns when more can be taken.</summary>
    /// <exception cref="WaybillException">An outlet refused for good.</exception>
    public async Task HandleAsync(ReadOnlyMemory<RawReading> messages, CancellationToken cancellation)
    {
        bool isFull;
        lock (_gate)
        {
            _worker.Take(messages.Span);
            isFull = _worker.IsFull;
        }

        Wake(Outlet.Alerts);
        Wake(Outlet.AlertLog);
        while (isFull)
        {
            await _room.WaitAsync(Idle, cancellation).ConfigureAwait(false);
            ThrowIfFaulted();
            lock (_gate)
            {
                isFull = _worker.IsFull;
            }
        }

        ThrowIfFaulted();
    }

    /// <summary>The input is at its end, and its clock where the last message was received. For readings of the past.</summary>
    public void FinishInput()
    {
        lock (_gate)
        {
            _worker.Finish(_worker.Clock);
        }
    }

    /// <summary>Ends the work. What it has handed over is waited for a while, and the state is saved, unless another may have the partition.</summary>
    /// <param name="isLost">True when nothing may be saved any more.</param>
    public async Task EndAsync(bool isLost)
    {
        if (!isLost)
        {
            await FinishAsync().ConfigureAwait(false);
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await _pumps.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>To be called when the work has ended.</summary>
    public void Dispose()
    {
        _stop.Dispose();
        _room.Dispose();
        foreach (SemaphoreSlim wake in _wake.Values)
        {
            wake.Dispose();
        }
    }

    private async Task FinishAsync()
    {
        const int StepMilliseconds = 20;
        lock (_gate)
        {
            _worker.Hurry();
        }

        for (var waited = TimeSpan.Zero; waited < _options.EndPatience && _fault is null; waited += TimeSpan.FromMilliseconds(StepMilliseconds))
        {
            foreach (Outlet outlet in _wake.Keys)
            {
                Wake(outlet);
            }

            lock (_gate)
            {
                if (_worker.IsDone)
                {
                    return;
                }
            }

            await Task.Delay(StepMilliseconds).ConfigureAwait(false);
        }
    }

    private async Task<SavedState?> LoadAsync(CancellationToken cancellation)
    {
        if (_outlets.State is null)
        {
            return null;
        }

        TimeSpan pause = _options.FirstPause;
        while (true)
        {
            try
            {
                return await _outlets.State.LoadAsync(_topic, _partition, cancellation).ConfigureAwait(false);
            }
            catch (WaybillException e) when (e.IsRetryable)
            {
                _calls.Trouble(Outlet.State, e);
                await Task.Delay(pause, cancellation).ConfigureAwait(false);
                pause = pause * 2 < _options.LongestPause ? pause * 2 : _options.LongestPause;
            }
        }
    }

    private async Task PumpAsync(Outlet outlet, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                Handover? next = Ask(outlet);
                if (next is null)
                {
                    await _wake[outlet].WaitAsync(Idle, stop).ConfigureAwait(false);
                    continue;
                }

                await HandOverAsync(outlet, next, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The work on the partition ends; what was not told to be done is handed over again by whoever goes on.
        }
        catch (Exception e)
        {
            _fault = e;
            _calls.Fault(e);
        }
    }

    private Handover? Ask(Outlet outlet)
    {
        bool isCaughtUp = outlet is Outlet.Alerts && _calls.IsCaughtUp();
        lock (_gate)
        {
            if (outlet == Outlet.Alerts)
            {
                _worker.Tick(isCaughtUp);
            }

            return _worker.Next(outlet);
        }
    }

    private async Task HandOverAsync(Outlet outlet, Handover next, CancellationToken stop)
    {
        try
        {
            await CallAsync(outlet, next, stop).ConfigureAwait(false);
        }
        catch (WaybillException e) when (e.IsRetryable)
        {
            lock (_gate)
            {
                _worker.Failed(outlet, e);
            }

            _calls.Trouble(outlet, e);
            return;
        }

        long commitTo;
        lock (_gate)
        {
            _worker.Done(outlet);
            commitTo = _worker.CommitTo;
        }

        if (outlet == Outlet.State)
        {
            _calls.Commit(commitTo);
            Wake(Outlet.Alerts); // Silence may be said now.
        }

        Signal(_room);
    }

    private Task CallAsync(Outlet outlet, Handover next, CancellationToken stop) => outlet switch
    {
        Outlet.Alerts or Outlet.Trucks => _outlets.Sink.PublishAsync(next.Trucks, next.Changes, stop),
        Outlet.AlertLog => _outlets.AlertLog!.WriteAsync(next.Changes, stop), // Only outlets that are there have a pump.
        Outlet.Archive => _outlets.Archive!.KeepAsync(next.Messages, stop),
        Outlet.DeadLetters => _outlets.DeadLetters!.WriteAsync(next.Letters, stop),
        _ => _outlets.State!.SaveAsync(_topic, _partition, next.State!, stop), // The state's handover has one.
    };

    private void Wake(Outlet outlet)
    {
        if (_wake.TryGetValue(outlet, out SemaphoreSlim? wake))
        {
            Signal(wake);
        }
    }

    private void ThrowIfFaulted()
    {
        if (_fault is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_fault);
        }
    }

    private static void Signal(SemaphoreSlim semaphore)
    {
        if (semaphore.CurrentCount > 0)
        {
            return;
        }

        try
        {
            semaphore.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else was as quick; once is enough.
        }
    }
}
