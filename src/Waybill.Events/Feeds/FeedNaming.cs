using System.Globalization;

namespace Waybill.Events.Feeds;

/// <summary>
/// How the files of a feed are called, and how their names tell when they were dropped.
/// <code>
/// time in name   &lt;prefix&gt;yyyyMMdd_HHmmss[_suffix].csv      the end of the drop's window, UTC
/// in day folder  yyyy-MM-dd/&lt;name&gt;[_suffix].csv or .json   the day that the rows are of; dropped when it ends
/// lines          yyyy-MM-dd/&lt;prefix&gt;yyyyMMdd_HHmmss[_suffix].jsonl   any .jsonl in any folder below is taken
/// </code>
/// </summary>
internal sealed class FeedNaming
{
    private const string DropTimeFormat = "yyyyMMdd_HHmmss";
    private const string DayFormat = "yyyy-MM-dd";
    private readonly string _start;
    private readonly string _ending;
    private readonly bool _isStartNeeded;

    private FeedNaming(string start, FeedFormat format, bool isDaily, bool isStartNeeded)
    {
        _start = start;
        Format = format;
        IsDaily = isDaily;
        _isStartNeeded = isStartNeeded;
        _ending = format switch
        {
            FeedFormat.Json => ".json",
            FeedFormat.JsonLines => ".jsonl",
            _ => ".csv",
        };
    }

    public FeedFormat Format { get; }

    public bool IsDaily { get; }

    /// <param name="prefix">What the names begin with.</param>
    /// <param name="isShared">True when other feeds drop files into the same folder, so that the prefix decides.</param>
    public static FeedNaming TimeInName(string prefix, bool isShared = false) => new(prefix, FeedFormat.Csv, isDaily: false, isShared);

    public static FeedNaming InDayFolder(string name, FeedFormat format) => new(name, format, isDaily: true, isStartNeeded: true);

    public static FeedNaming Lines(string prefix) => new(prefix, FeedFormat.JsonLines, isDaily: false, isStartNeeded: false);

    public string FileName(DateTime dropTime, string suffix)
    {
        string Text(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
        return IsDaily
            ? $"{Text(dropTime.AddTicks(-1), DayFormat)}/{_start}{suffix}{_ending}"
            : $"{(Format == FeedFormat.JsonLines ? Text(dropTime.AddTicks(-1), DayFormat) + '/' : "")}{_start}{Text(dropTime, DropTimeFormat)}{suffix}{_ending}";
    }

    public bool Takes(string fileName)
    {
        string name = Path.GetFileName(fileName);
        return name.EndsWith(_ending, StringComparison.OrdinalIgnoreCase)
            && (!_isStartNeeded
                || (name.StartsWith(_start, StringComparison.OrdinalIgnoreCase) && !(IsDaily && char.IsLetterOrDigit(name[_start.Length]))));
    }

    public bool TryReadDropTime(string fileName, out DateTime dropTime) =>
        IsDaily ? TryReadDay(fileName, out dropTime) : TryReadTime(Path.GetFileName(fileName), out dropTime);

    private bool TryReadDay(string fileName, out DateTime dropTime)
    {
        dropTime = default;
        if (!Takes(fileName) || !TryParse(Path.GetFileName(Path.GetDirectoryName(fileName)), DayFormat, out DateTime day)
            || day == DateTime.MaxValue.Date)
        {
            return false;
        }

        dropTime = day.AddDays(1);
        return true;
    }

    private bool TryReadTime(string name, out DateTime dropTime)
    {
        dropTime = default;
        if (!name.StartsWith(_start, StringComparison.Ordinal)
            || !name.EndsWith(_ending, StringComparison.Ordinal)
            || name.Length < _start.Length + DropTimeFormat.Length + _ending.Length)
        {
            return false;
        }

        return name[_start.Length + DropTimeFormat.Length] is '.' or '_'
            && TryParse(name.AsSpan(_start.Length, DropTimeFormat.Length), DropTimeFormat, out dropTime);
    }

    private static bool TryParse(ReadOnlySpan<char> text, string format, out DateTime time) => DateTime.TryParseExact(
        text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
