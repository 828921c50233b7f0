using Waybill.Cli.Configuration;
using Waybill.Cli.Live;
using Waybill.Cli.Running;
using Waybill.Cli.Scheduling;
using Waybill.Cli.Simulate;
using Waybill.Cli.Verifying;
using Waybill.Cli.Workspaces;
using Waybill.Connectors.Files;
using Waybill.Events;
using Waybill.Events.Feeds;
using Waybill.Events.Values;
using Waybill.Pipeline.Runs;
using Waybill.Server.Live;

namespace Waybill.Cli.Up;

/// <summary>
/// Everything at once in one process: a world that goes on by its clock, what watches its trucks, and runs of the pipeline by a schedule.
/// Stopped in whatever way, the next one goes on where it was.
/// </summary>
internal sealed class UpJob : IAsyncDisposable
{
    /// <summary>At the default speed that is a quarter of a minute of the world.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>With less room than this on the disk the world pauses; a day of the default world takes about a tenth.</summary>
    private const long LeastFreeBytes = 1L << 30;

    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);

    private readonly Workspace _workspace;
    private readonly UpOptions _options;
    private readonly UpLines _lines;
    private readonly TimeProvider _time;
    private readonly PacedWorld _world;
    private readonly WorldClock _clock;
    private readonly LiveFeed _live;
    private readonly WorldPacer _pacer;
    private readonly RunSchedule _schedule;
    private readonly DayEnd _dayEnd;

    private UpJob(Workspace workspace, UpOptions options, PacedWorld world, UpLines lines, TimeProvider time)
    {
        (_workspace, _options, _world, _lines, _time) = (workspace, options, world, lines, time);
        var memory = new LiveMemory();
        var states = new RememberedStates(new FileStateStore(workspace.Root), memory, Path.Combine(workspace.State, "live", "world.json"));
        var rules = RuleBook.Load(WorkspaceConfiguration.Load(workspace), options.ModelsFolder);
        _live = new LiveFeed(world, workspace.Root, rules, memory, states);
        _clock = ClockOf(ClockFile, world, options, time);
        _pacer = new WorldPacer(world, _clock, _live) { Landed = Landed };
        _dayEnd = new DayEnd(time);
        _schedule = new RunSchedule(workspace, options.ModelsFolder, Run, time) { MustRun = () => _pacer.IsHeldUp, Failed = lines.NoRun };
        Parts = new LiveParts { State = memory, World = new UpWorld(_clock), Schedule = _schedule };
    }

    /// <summary>What the server shows and changes.</summary>
    public LiveParts Parts { get; }

    /// <summary>The first run has all cores: until it is done there is little to look at.</summary>
    private int RunThreads => _schedule.State.Last is null ? Environment.ProcessorCount : _options.Threads;

    private string ClockFile => Path.Combine(_workspace.State, "up.json");

    /// <summary>Opens the workspace's world, or begins one.</summary>
    /// <param name="workspace">Locked by the caller until the job is disposed.</param>
    /// <param name="options">What runs.</param>
    /// <param name="lines">Is told what happens.</param>
    /// <param name="time">Real time.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="WaybillException">The options do not fit the world, or it cannot be played.</exception>
    public static async Task<UpJob> OpenAsync(Workspace workspace, UpOptions options, UpLines lines, TimeProvider time, CancellationToken ct)
    {
        var world = await LowPriority.Run(() => PacedWorld.Open(workspace.Root, WorldOf(workspace, options), options.HistoryDays, ct)).ConfigureAwait(false);
        return new UpJob(workspace, options, world, lines, time);
    }

    /// <summary>Tells where everything is to be seen.</summary>
    public void Ready(string address) =>
        _lines.Ready(_workspace.Root, address, _world.Scenario, _world.Seed, LiveWords.Time(_clock.Now), _clock.Speed, _clock.IsPaused);

    /// <summary>Goes on until it is stopped.</summary>
    /// <exception cref="WaybillException">The world cannot be played on, or the trucks cannot be watched.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await BeginAsync(ct).ConfigureAwait(false);
            await GoOnAsync(ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Ctrl-C is how it ends.
        }
        finally
        {
            await _schedule.DisposeAsync().ConfigureAwait(false);
            await _pacer.EndAsync().ConfigureAwait(false);
            SaveClock();
            _lines.Stopped(LiveWords.Time(_clock.Now));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _live.DisposeAsync().ConfigureAwait(false);
        _world.Dispose();
    }

    private async Task BeginAsync(CancellationToken ct)
    {
        await _live.BeginAsync(ct).ConfigureAwait(false);
        await _live.AdvanceAsync(_world.LandedUntil, ct).ConfigureAwait(false);
        await _live.LandAsync().ConfigureAwait(false);
        if (!File.Exists(Path.Combine(_workspace.Reports, VerificationFiles.Page)))
        {
            EndDay(_world.LandedUntil);
        }

        await _schedule.BeginAsync(_options.Schedule).ConfigureAwait(false);
        if (_pacer.IsHeldUp)
        {
            _schedule.Request();
        }
    }

    private async Task GoOnAsync(CancellationToken ct)
    {
        var saved = _time.GetTimestamp();
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            await _pacer.StepAsync(ct).ConfigureAwait(false);
            if (_live.Fault is { } fault)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
            }

            if (_time.GetElapsedTime(saved) >= SaveEvery)
            {
                saved = _time.GetTimestamp();
                SaveClock();
                LookAtDisk();
            }

            await Task.Delay(Step, _time, ct).ConfigureAwait(false);
        }
    }

    private static SimulateOptions WorldOf(Workspace workspace, UpOptions options)
    {
        var isNew = SimulateJob.StartDate(workspace.Root) is null;
        if (isNew && (WorkspaceConfiguration.Load(workspace).Sources.Count > 0
            || Directory.EnumerateFiles(workspace.Landing, "*", SearchOption.AllDirectories).Any()))
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"{workspace.Root} holds data of your own: no made-up world is begun beside them.",
                "Use 'waybill run --every 1m' and 'waybill serve' beside each other, or 'waybill up' in another folder (--workspace).");
        }

        var world = options.World with { Threads = options.World.Threads ?? options.Threads };
        return isNew
            ? world with { Scenario = world.Scenario ?? UpOptions.DefaultScenario, Scale = world.Scale ?? UpOptions.DefaultScale }
            : world;
    }

    // A clock that was written down a moment before the program ended may be behind what has landed, never the other way round.
    private static WorldClock ClockOf(string file, PacedWorld world, UpOptions options, TimeProvider time)
    {
        var saved = StateFile.Read<ClockState>(file);
        var stood = saved is null ? world.LandedUntil : Instant.FromDateTime(saved.Time);
        var start = stood < world.LandedUntil ? world.LandedUntil : stood > world.PlayedUntil ? world.PlayedUntil : stood;
        return new WorldClock(time, start, start, options.Speed ?? saved?.Speed ?? WorldClock.DefaultSpeed, options.Paused ?? saved?.Paused ?? false);
    }

    // A world that is left alone grows without end, and a full disk would stop everything else on the machine too.
    private void LookAtDisk()
    {
        var free = new DriveInfo(_workspace.Root).AvailableFreeSpace;
        if (free < LeastFreeBytes && !_clock.IsPaused)
        {
            _clock.Pause();
            _lines.DiskIsFull(free);
        }
    }

    private void SaveClock() => StateFile.Write(ClockFile, new ClockState(_clock.Now.ToDateTime(), _clock.Speed, _clock.IsPaused));

    private void Landed(DropWindow window)
    {
        _lines.Drop(window.End);
        if (EndDay(window.End))
        {
            _schedule.Request();
        }
    }

    /// <summary>A whole day is refined before anything of the next lands, and compared with the truth before the next is whole.</summary>
    private bool EndDay(Instant landedUntil)
    {
        if (!_options.Verifies || !_world.HasTruth || landedUntil.SecondOfDay != 0 || !_dayEnd.IsDue)
        {
            return false;
        }

        _pacer.HoldUp();
        return true;
    }

    private RunRecord Run(IRunProgress progress, CancellationToken ct)
    {
        // One that began before the day was whole does not know all of it: another follows.
        var isDayEnd = _pacer.IsHeldUp;
        try
        {
            var record = new RunJob(_workspace, new RunJobOptions { ModelsFolder = _options.ModelsFolder, Threads = RunThreads }).RunLocked(progress, ct);
            _lines.Run(record);
            if (isDayEnd && record.Succeeded)
            {
                // The lake is that of the whole day, and stays so until the next run: what lands meanwhile does not matter.
                _pacer.LetDropsGo();
                _dayEnd.Do(() => Verify(ct));
            }

            return record;
        }
        finally
        {
            if (isDayEnd)
            {
                _pacer.LetGo();
            }
        }
    }

    private void Verify(CancellationToken ct)
    {
        var verification = VerifyJob.Run(_workspace, new VerifyOptions { Models = _options.ModelsFolder, Truth = _workspace.Truth, Threads = _options.Threads }, ct);
        VerificationFiles.Write(_workspace, verification, tolerancePct: null);
        _lines.Verified(verification);
    }
}
