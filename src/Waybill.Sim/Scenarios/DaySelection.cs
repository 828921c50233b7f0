using System.Globalization;

namespace Waybill.Sim.Scenarios;

/// <summary>Which days of a world a calendar entry names: days that meet every condition given.</summary>
public sealed record DaySelection
{
    /// <summary>The last day of a range without an end.</summary>
    public const int Forever = int.MaxValue;

    /// <summary>Days of the world, 0 is the first; empty stands for all.</summary>
    public IReadOnlyList<DayRange> Ranges { get; init; } = [];

    /// <summary>Weekdays by the calendar, UTC; empty stands for all.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; init; } = [];

    /// <summary>Only every so manieth day of a range, beginning with its first; 1 for each.</summary>
    public int Every { get; init; } = 1;

    /// <param name="worldDay">Counted from the world's first day.</param>
    /// <param name="weekday">The weekday of that day.</param>
    public bool Contains(int worldDay, DayOfWeek weekday)
    {
        if (worldDay < 0 || (Weekdays.Count > 0 && !Weekdays.Contains(weekday)))
        {
            return false;
        }

        foreach (DayRange range in Ranges)
        {
            if (worldDay >= range.First && worldDay <= range.Last && (worldDay - range.First) % Every == 0)
            {
                return true;
            }
        }

        return Ranges.Count == 0 && worldDay % Every == 0;
    }

    internal string Describe()
    {
        string days = string.Join('+', Ranges.Select(range => string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}")));
        return string.Create(CultureInfo.InvariantCulture, $"{days}/{string.Join('+', Weekdays)}/{Every}");
    }
}
