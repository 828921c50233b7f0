using System.Globalization;

namespace Waybill.Sim.Scenarios;

/// <summary>One line of a scenario's calendar: on which days what kind of day it is.</summary>
public abstract record CalendarEntry
{
    public const int MinutesPerDay = 24 * 60;

    public DaySelection Days { get; init; } = new();

    /// <summary>What people call it, for example <c>Mid-year sale</c>; empty for no name of its own.</summary>
    public string Name { get; init; } = "";

    /// <summary>The kind as scenario files write it.</summary>
    public abstract string Kind { get; }

    /// <summary>All knobs as one line of text, the same for equal entries.</summary>
    internal string Describe() => $"{Kind}({Name}/{Days.Describe()}/{DescribeKnobs()})";

    private protected abstract string DescribeKnobs();

    private protected static string Join(params IEnumerable<object> knobs) =>
        string.Join('/', knobs.Select(knob => knob switch
        {
            decimal number => number.ToString("G29", CultureInfo.InvariantCulture),
            _ => Convert.ToString(knob, CultureInfo.InvariantCulture),
        }));
}
