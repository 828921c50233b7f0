using Waybill.Cli.Workspaces;
using Waybill.Connectors.Files;
using Waybill.Connectors.Kafka;
using Waybill.Connectors.Live;
using Waybill.Connectors.Postgres.Telemetry;
using Waybill.Connectors.Redis;
using Waybill.Events;
using Waybill.Events.Live;
using Waybill.Speed.Runtime;

namespace Waybill.Cli.Live;

/// <summary>Everything that a watch writes to, opened so that wrong addresses are told at once.</summary>
internal sealed class LiveServices : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _opened = [];
    private AlertLogFile? _alertLog;
    private DeadLetterFile? _deadLetters;

    public required TimedSink Sink { get; init; }

    public LiveOutlets Outlets { get; private set; } = null!; // Set by the two ways to open.

    public LandingArchive? Landing { get; private set; }

    /// <summary>For readings of the past: alerts are shown and nothing is kept.</summary>
    public static async Task<LiveServices> ForReplayAsync(LiveJobOptions options, TimeProvider time, CancellationToken ct)
    {
        var services = await OpenSinkAsync(options, time, ct).ConfigureAwait(false);
        services.Outlets = new LiveOutlets { Sink = services.Sink };
        return services;
    }

    public static async Task<LiveServices> ForKafkaAsync(
        Workspace workspace, LiveJobOptions options, Action<string> say, Action<WaybillException> trouble, TimeProvider time, CancellationToken ct)
    {
        var services = await OpenSinkAsync(options, time, ct).ConfigureAwait(false);
        try
        {
            await services.OpenOthersAsync(workspace, options, say, trouble, time, ct).ConfigureAwait(false);
            return services;
        }
        catch
        {
            await services.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Lands files that are old enough; to be called now and then.</summary>
    public async Task PublishDueAsync(CancellationToken ct)
    {
        await (Landing?.PublishDueAsync(ct) ?? Task.CompletedTask).ConfigureAwait(false);
        await (_alertLog?.PublishDueAsync(ct) ?? Task.CompletedTask).ConfigureAwait(false);
        await (_deadLetters?.PublishDueAsync(ct) ?? Task.CompletedTask).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _opened.AsEnumerable().Reverse())
        {
            await service.DisposeAsync().ConfigureAwait(false);
        }

        await Sink.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<LiveServices> OpenSinkAsync(LiveJobOptions options, TimeProvider time, CancellationToken ct)
    {
        if (options.Redis is null)
        {
            return new LiveServices { Sink = new TimedSink(new MemoryLiveSink(), time) };
        }

        var redis = new RedisLiveSink(options.Redis, new RedisOptions());
        await redis.ConnectAsync(ct).ConfigureAwait(false);
        return new LiveServices { Sink = new TimedSink(redis, time) };
    }

    private async Task OpenOthersAsync(
        Workspace workspace, LiveJobOptions options, Action<string> say, Action<WaybillException> trouble, TimeProvider time, CancellationToken ct)
    {
        var limits = new LandingLimits();
        Landing = Opened(new LandingArchive(workspace.Root, limits, time));
        _alertLog = Opened(new AlertLogFile(workspace.Root, limits, time));
        IReadingArchive archive = Landing;
        IStateStore state;
        if (options.Archive is { } database)
        {
            await TelemetrySchema.Load(Path.Combine(AppContext.BaseDirectory, "db", "telemetry")).ApplyAsync(database, ct).ConfigureAwait(false);
            archive = new SeveralArchives([Landing, Opened(new TelemetryArchive(database))]);

            // Members of the group on other machines share the database and not the workspace.
            state = Opened(new PostgresStateStore(database));
        }
        else
        {
            state = Opened(new FileStateStore(workspace.Root));
        }

        Outlets = new LiveOutlets
        {
            Sink = Sink,
            Archive = archive,
            AlertLog = _alertLog,
            State = state,
            DeadLetters = await OpenDeadLettersAsync(workspace, options.Kafka!, limits, say, trouble, time, ct).ConfigureAwait(false),
        };
    }

    // A broker need not have a topic for them.
    private async Task<IDeadLetters> OpenDeadLettersAsync(
        Workspace workspace, KafkaSettings kafka, LandingLimits limits, Action<string> say, Action<WaybillException> trouble, TimeProvider time, CancellationToken ct)
    {
        try
        {
            return Opened(await KafkaDeadLetters.ConnectAsync(kafka, trouble, ct).ConfigureAwait(false));
        }
        catch (WaybillException e) when (!e.IsRetryable)
        {
            say($"Dead letters go to {DeadLetterFile.Folder}: {e.Message}");
            return _deadLetters = Opened(new DeadLetterFile(workspace.Root, limits, time));
        }
    }

    private T Opened<T>(T service)
        where T : IAsyncDisposable
    {
        _opened.Add(service);
        return service;
    }
}
