namespace Waybill.Speed.Engine;

/// <summary>How much of the past is kept, and how often figures of an open alert are said anew.</summary>
public sealed record EngineOptions
{
    public static EngineOptions Default { get; } = new();

    /// <summary>Seconds by which a reading may be older than the latest of its segment.</summary>
    public int LatenessSeconds { get; init; } = 600;

    /// <summary>Seconds for which a segment that is over can still get readings: catch-up after a gap in the radio.</summary>
    public int KeepSegmentSeconds { get; init; } = 6 * 3_600;

    /// <summary>How many segments of a truck are kept at most.</summary>
    public int KeepSegments { get; init; } = 8;

    /// <summary>A peak that is worse by so many thousandths is said at once.</summary>
    public int UpdateMilli { get; init; } = 500;

    /// <summary>Other figures are said when so many seconds of the trucks' time have passed.</summary>
    public int UpdateSeconds { get; init; } = 60;
}
