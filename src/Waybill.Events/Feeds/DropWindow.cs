using Waybill.Events.Values;

namespace Waybill.Events.Feeds;

/// <summary>
/// One of the four windows of a day (UTC) whose rows a source drops together when it ends.
/// </summary>
/// <param name="Index">Windows since 1970-01-01 00:00 UTC.</param>
public readonly record struct DropWindow(int Index)
{
    public const int PerDay = 4;
    public const int Seconds = Instant.SecondsPerDay / PerDay;
    private const long Microseconds = Seconds * Instant.MicrosecondsPerSecond;

    public int Day => Index / PerDay;

    /// <summary>0 to 3.</summary>
    public int OfDay => Index % PerDay;

    public Instant Start => new(Index * Microseconds);

    /// <summary>The drop time; the first moment that belongs to the next window.</summary>
    public Instant End => new((Index + 1) * Microseconds);

    public static DropWindow At(Instant time) => new((int)(time.Microseconds / Microseconds));

    public static DropWindow First(int day) => new(day * PerDay);

    /// <summary>The window with whose drop a day ends.</summary>
    public static DropWindow LastOf(int day) => First(day + 1).Next(-1);

    public DropWindow Next(int drops = 1) => new(Index + drops);
}
