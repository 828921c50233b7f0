using Waybill.Connectors.Kafka;
using Waybill.Connectors.Postgres;
using Waybill.Connectors.Redis;
using Waybill.Speed.Runtime;

namespace Waybill.Cli.Live;

/// <summary>What a watch is asked to do.</summary>
internal sealed record LiveJobOptions
{
    public required string ModelsFolder { get; init; }

    /// <summary>Null: what has landed is replayed.</summary>
    public KafkaSettings? Kafka { get; init; }

    public RedisAddress? Redis { get; init; }

    /// <summary>Keeps readings beside landing; null for landing alone.</summary>
    public PostgresDatabase? Archive { get; init; }

    /// <summary>Replays the archive instead of what has landed.</summary>
    public bool FromArchive { get; init; }

    /// <summary>Seconds of the readings' time in a second; null for as fast as it goes.</summary>
    public double? Speed { get; init; }

    public TimeSpan? For { get; init; }

    public bool UntilCaughtUp { get; init; }

    public LiveOptions Options { get; init; } = LiveOptions.Default;

    public bool IsReplay => Kafka is null;
}
