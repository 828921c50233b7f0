using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Commerce.Sources;

/// <summary>The calendar of a world that began on a certain day.</summary>
/// <param name="entries">The scenario's calendar.</param>
/// <param name="startDay">The world's first day, counted from 1970-01-01.</param>
internal sealed class WorldCalendar(IReadOnlyList<CalendarEntry> entries, int startDay)
{
    /// <summary>1970-01-01 was a Thursday.</summary>
    private const int FirstWeekday = 4;

    public IReadOnlyList<CalendarEntry> Entries => entries;

    /// <summary>Whether an entry has this day; a normal day takes it from every other one.</summary>
    /// <param name="entry">An entry of the calendar.</param>
    /// <param name="day">Counted from 1970-01-01.</param>
    public bool Has(CalendarEntry entry, int day) =>
        entry is not NormalDay
        && entry.Days.Contains(day - startDay, Weekday(day))
        && !entries.Any(other => other is NormalDay && other.Days.Contains(day - startDay, Weekday(day)));

    /// <summary>Days since the last one of a campaign that is over: 1 on the next day; 0 when it is on or too long ago.</summary>
    public int DaysSince(PromotionBlast blast, int day)
    {
        for (int ago = 0; ago <= blast.DipDays; ago++)
        {
            if (Has(blast, day - ago))
            {
                return ago;
            }
        }

        return 0;
    }

    private static DayOfWeek Weekday(int day) => (DayOfWeek)((day + FirstWeekday) % 7);
}
