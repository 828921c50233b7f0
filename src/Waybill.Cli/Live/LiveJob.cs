using Waybill.Cli.Configuration;
using Waybill.Cli.Running;
using Waybill.Cli.Workspaces;
using Waybill.Connectors.Kafka;
using Waybill.Connectors.Postgres.Telemetry;
using Waybill.Events;
using Waybill.Events.Live;
using Waybill.Events.Values;
using Waybill.Speed.Runtime;

namespace Waybill.Cli.Live;

/// <summary>Watches trucks: readings from Kafka, from what has landed, or from the archive, through the rules to alerts.</summary>
internal sealed class LiveJob(Workspace workspace, LiveJobOptions options, LiveBoard board, Action<string> say, TimeProvider time)
{
    private readonly LiveTally _tally = new();
    private readonly LagWatch _lags = new(time);
    private readonly Dictionary<string, string> _troubles = [];
    private readonly Lock _lock = new();
    private LivePartitions? _partitions;
    private long _began;

    public LiveTally Tally => _tally;

    public LagWatch Lags => _lags;

    /// <summary>What does not answer now, for people.</summary>
    public IReadOnlyList<string> Away =>
        [.. (_partitions?.Away ?? []).Select(a => $"{OutletWords.WordOf(a.Outlet)}: {a.Trouble.Message}")];

    public LiveRules Rules { get; } = RuleBook.Load(WorkspaceConfiguration.Load(workspace), options.ModelsFolder);

    /// <summary>Runs until the input is at its end, or it is stopped.</summary>
    /// <exception cref="WaybillException">An address is wrong, or something refused for good.</exception>
    public async Task<LiveResult> RunAsync(CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (options.For is { } limit)
        {
            limited.CancelAfter(limit);
        }

        await using var services = options.Kafka is null
            ? await LiveServices.ForReplayAsync(options, time, ct).ConfigureAwait(false)
            : await LiveServices.ForKafkaAsync(workspace, options, say, Trouble, time, ct).ConfigureAwait(false);
        using var metrics = new LiveMetrics(_tally, board, () => _lags.Total, () => (_partitions?.Away ?? []).Select(a => a.Outlet));
        services.Sink.Published = milliseconds => metrics.Published.Record(milliseconds);
        _began = time.GetTimestamp();
        if (options.Kafka is null)
        {
            await ReplayAsync(services, limited.Token).ConfigureAwait(false);
        }
        else
        {
            await FollowAsync(services, options.Kafka, limited).ConfigureAwait(false);
        }

        return Result();
    }

    private async Task ReplayAsync(LiveServices services, CancellationToken stop)
    {
        var replay = new ReplayRun(Rules, services.Outlets, board, _tally, options, time);
        try
        {
            await replay.RunAsync(Readings(stop), stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was seen so far is the result.
        }
    }

    private IAsyncEnumerable<ArraySegment<RawReading>> Readings(CancellationToken stop)
    {
        if (options.FromArchive)
        {
            return new TelemetryArchiveReader(options.Archive!).ReadAsync(stop); // It is not asked for without an address.
        }

        var landed = new LandingReadings(workspace.Root, new Instant(RunClock.Of(workspace)));
        return landed.FileCount > 0
            ? landed.Read().ToAsyncEnumerable()
            : throw new WaybillException(WaybillErrorKind.Usage, $"No telemetry has landed in {workspace.Root}, and no Kafka is named.",
                "Make some with 'waybill simulate --scenario cold_chain', or give --kafka host:port.");
    }

    private async Task FollowAsync(LiveServices services, KafkaSettings kafka, CancellationTokenSource stop)
    {
        _partitions = new LivePartitions(Rules, services.Outlets, services.Landing, board, _tally, _lags, options.Options, time);
        var consumer = await TelemetryConsumer.ConnectAsync(kafka, new ConsumerOptions(), _partitions, Trouble, stop.Token).ConfigureAwait(false);
        await using (consumer.ConfigureAwait(false))
        {
            _partitions.Commit = (partition, next) => consumer.Commit(partition, next);
            var running = consumer.RunAsync(stop.Token);
            await WatchAsync(services, consumer, running, stop).ConfigureAwait(false);
            await running.ConfigureAwait(false);
            if (_partitions.Fault is { } fault)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
            }
        }
    }

    private async Task WatchAsync(LiveServices services, TelemetryConsumer consumer, Task running, CancellationTokenSource stop)
    {
        var every = TimeSpan.FromMilliseconds(500);
        while (!running.IsCompleted && !stop.IsCancellationRequested)
        {
            _lags.Look(consumer.Lags());
            await services.PublishDueAsync(CancellationToken.None).ConfigureAwait(false);
            if (_partitions!.Fault is not null || (options.UntilCaughtUp && _lags.IsAllCaughtUp()))
            {
                await stop.CancelAsync().ConfigureAwait(false);
                return;
            }

            await Task.WhenAny(running, Task.Delay(every, time, stop.Token)).ConfigureAwait(false);
        }
    }

    private void Trouble(WaybillException error)
    {
        _lags.Trouble();
        lock (_lock)
        {
            if (_troubles.TryAdd(error.Message, error.Message))
            {
                say(error.Message);
            }
        }
    }

    private LiveResult Result()
    {
        var seconds = time.GetElapsedTime(_began).TotalSeconds;
        return new LiveResult
        {
            Readings = _tally.Messages,
            Late = _tally.Late,
            Duplicates = _tally.Duplicates,
            Refused = _tally.Refused(),
            Trucks = board.TruckCount,
            Alerts = board.ByRule(),
            OpenAlerts = board.OpenCount,
            Seconds = Math.Round(seconds, 3),
            Rate = (long)(_tally.Messages / Math.Max(seconds, 0.001)),
            Lag = options.Kafka is null ? null : _lags.Total,
            Partitions = options.Kafka is null ? null : _lags.Partitions,
            Failures = _tally.Failures,
        };
    }
}
