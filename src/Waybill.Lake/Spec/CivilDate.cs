namespace Waybill.Lake.Spec;

/// <summary>Days since 1970-01-01 ↔ year, month, day in the proleptic Gregorian calendar, for any 32-bit day (DateOnly ends at the years 1 and 9999).</summary>
internal static class CivilDate
{
    private const int DaysPer400Years = 146_097;

    // Counted from 0000-03-01, so that the leap day is the last day of a counted year.
    private const int EpochShift = 719_468;

    public static (int Year, int Month) YearAndMonth(int days)
    {
        var (year, month, _) = FromDays(days);
        return (year, month);
    }

    public static (int Year, int Month, int Day) FromDays(int days)
    {
        var shifted = (long)days + EpochShift;
        var era = TimeTransform.FloorDiv(shifted, DaysPer400Years);
        var dayOfEra = (int)(shifted - (era * DaysPer400Years));
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var marchMonth = ((5 * dayOfYear) + 2) / 153;
        var day = dayOfYear - (((153 * marchMonth) + 2) / 5) + 1;
        var month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        var year = (int)((era * 400) + yearOfEra + (month <= 2 ? 1 : 0));
        return (year, month, day);
    }

    public static int ToDays(int year, int month, int day)
    {
        long shiftedYear = month <= 2 ? year - 1 : year;
        var era = TimeTransform.FloorDiv(shiftedYear, 400);
        var yearOfEra = shiftedYear - (era * 400);
        var marchMonth = month > 2 ? month - 3 : month + 9;
        var dayOfYear = (((153 * marchMonth) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return checked((int)((era * DaysPer400Years) + dayOfEra - EpochShift));
    }
}
