namespace Waybill.Connectors.Redis;

/// <summary>How long is waited for the server, and how long it keeps alerts.</summary>
public sealed record RedisOptions
{
    /// <summary>How long a server may take to answer before it counts as away.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an alert that is over, and the stream of changes, are kept after the last change.</summary>
    public TimeSpan KeepAlerts { get; init; } = TimeSpan.FromDays(7);

    /// <summary>About how many changes the stream keeps.</summary>
    public int MaxChanges { get; init; } = 100_000;
}
