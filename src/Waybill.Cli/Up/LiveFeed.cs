using Waybill.Cli.Simulate;
using Waybill.Connectors.Files;
using Waybill.Events.Feeds;
using Waybill.Events.Live;
using Waybill.Events.Values;
using Waybill.Speed.Runtime;

namespace Waybill.Cli.Up;

/// <summary>
/// Hands the readings of a paced world to what watches the trucks, each when the clock reaches its reception. The files with the readings
/// land by themselves, so nothing is archived. A reading's offset is its window and its place in it: whoever goes on from a saved state
/// knows which file to open.
/// </summary>
internal sealed class LiveFeed : IAsyncDisposable
{
    private const string Topic = "world";
    private const int PlaceBits = 32;

    /// <summary>What a restart has to do again at the most, in real time.</summary>
    private static readonly LiveOptions Options = LiveOptions.Default with { SaveEvery = TimeSpan.FromSeconds(2) };

    private readonly PacedWorld _world;
    private readonly FedClock _clock = new();
    private readonly AlertLogFile _log;
    private readonly IStateStore _states;
    private readonly PartitionRunner _runner;
    private WindowReadings? _readings;
    private DropWindow _window;
    private long _next;

    /// <param name="world">Where the readings come from.</param>
    /// <param name="root">Absolute path of the workspace.</param>
    /// <param name="rules">What the readings are judged by.</param>
    /// <param name="sink">Where live state goes.</param>
    /// <param name="states">Keeps the state of the rules.</param>
    public LiveFeed(PacedWorld world, string root, LiveRules rules, ILiveSink sink, IStateStore states)
    {
        _world = world;
        _states = states;

        // What was said lands with the readings that it was said of, not before.
        _log = new AlertLogFile(root, new LandingLimits { MaxAge = TimeSpan.MaxValue, GoesOn = true }, TimeProvider.System);
        var outlets = new LiveOutlets { Sink = sink, AlertLog = _log, State = states };
        var calls = new PartitionCalls { IsCaughtUp = () => true, Fault = e => Fault ??= e };
        _runner = new PartitionRunner(Topic, 0, rules, outlets, calls, Options, _clock);
    }

    /// <summary>What ended the work; null while it goes on.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>What it has done.</summary>
    public PartitionFigures Figures => _runner.Figures;

    /// <summary>Goes on where the saved state stands, or begins with the world's first reading.</summary>
    public async Task BeginAsync(CancellationToken ct)
    {
        var from = await _runner.BeginAsync(ct).ConfigureAwait(false);
        _window = from is { } offset ? new DropWindow((int)(offset >> PlaceBits)) : DropWindow.At(_world.StartsAt);
        _clock.MoveTo(_window.Start);
    }

    /// <summary>Hands over what was received by a time, which has been played.</summary>
    public async Task AdvanceAsync(Instant to, CancellationToken ct)
    {
        while (_window.End <= to)
        {
            await HandOverAsync(until: null, ct).ConfigureAwait(false);
            _readings?.Dispose();
            _readings = null;
            _window = _window.Next();
            _next = 0;
        }

        await HandOverAsync(to, ct).ConfigureAwait(false);
        _clock.MoveTo(to);
    }

    /// <summary>Lands what was said of alerts so far.</summary>
    public Task LandAsync() => _log.LandAsync();

    public async ValueTask DisposeAsync()
    {
        await _runner.EndAsync(isLost: false).ConfigureAwait(false);
        _runner.Dispose();
        _log.Release();
        _readings?.Dispose();
        await _states.DisposeAsync().ConfigureAwait(false);
    }

    private async Task HandOverAsync(Instant? until, CancellationToken ct)
    {
        if (_readings is null)
        {
            if (_world.ReadingsOf(_window) is not { } place)
            {
                return; // There are no trucks, or nobody heard of them.
            }

            _readings = new WindowReadings(place.Folder, place.File);
        }

        while (_readings.Take(until) is { Count: > 0 } batch)
        {
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i] = batch[i] with { Topic = Topic, Offset = ((long)_window.Index << PlaceBits) + _next++ };
            }

            await _runner.HandleAsync(batch, ct).ConfigureAwait(false);
        }
    }
}
