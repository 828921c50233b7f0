namespace Waybill.Cli.Up;

/// <summary>
/// Decides which whole days are compared with the truth: the comparison looks at all of history, so it takes a tenth of the time at
/// the most, however long history and however quick the world is.
/// </summary>
internal sealed class DayEnd(TimeProvider time)
{
    private const int TimesAsLong = 9;

    private long? _ended;
    private TimeSpan _took;

    public bool IsDue => _ended is not { } ended || time.GetElapsedTime(ended) >= _took * TimesAsLong;

    /// <summary>Does the comparison and remembers how long it took.</summary>
    public void Do(Action compare)
    {
        var began = time.GetTimestamp();
        try
        {
            compare();
        }
        finally
        {
            _took = time.GetElapsedTime(began);
            _ended = time.GetTimestamp();
        }
    }
}
