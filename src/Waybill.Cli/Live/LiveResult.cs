namespace Waybill.Cli.Live;

/// <summary>What a watch saw, for the last line.</summary>
internal sealed record LiveResult
{
    /// <summary>Messages that were looked at.</summary>
    public required long Readings { get; init; }

    public required long Late { get; init; }

    public required long Duplicates { get; init; }

    /// <summary>Messages that were no readings, by reason.</summary>
    public required IReadOnlyDictionary<string, long> Refused { get; init; }

    public required int Trucks { get; init; }

    /// <summary>Alerts that were raised and not withdrawn, by rule.</summary>
    public required IReadOnlyDictionary<string, long> Alerts { get; init; }

    public required int OpenAlerts { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Readings a second.</summary>
    public required long Rate { get; init; }

    /// <summary>Messages that wait at the brokers; null without Kafka.</summary>
    public long? Lag { get; init; }

    /// <summary>Partitions of this member at the end; null without Kafka.</summary>
    public IReadOnlyList<int>? Partitions { get; init; }

    /// <summary>Handovers to sinks that failed and were tried again.</summary>
    public required long Failures { get; init; }
}
