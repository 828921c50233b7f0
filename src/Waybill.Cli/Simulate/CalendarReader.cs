using System.Globalization;
using Waybill.Cli.Configuration;
using Waybill.Sim.Scenarios;

namespace Waybill.Cli.Simulate;

/// <summary>Reads a scenario's <c>calendar:</c>, a list of days and what kind of day they are.</summary>
internal static class CalendarReader
{
    private const int MostEntries = 1_000;
    private const string DaysAdvice = "Write a day of the world, 0 is the first, a range, or a list: 3, 5-7, 10-, [3, 5-7].";
    private static readonly string[] Kinds = [NormalDay.KindName, FlashSale.KindName, PromotionBlast.KindName, FraudAttack.KindName];
    private static readonly string[] Common = ["kind", "name", "days", "weekdays", "every"];

    private static readonly string[] Weekdays =
        [.. Enum.GetNames<DayOfWeek>().Select(name => name.ToLowerInvariant())];

    /// <param name="scenario">The scenario's file.</param>
    /// <param name="channels">Names of its channels.</param>
    public static IReadOnlyList<CalendarEntry> Read(YamlMap scenario, IReadOnlyList<string> channels)
    {
        IReadOnlyList<YamlMap> maps = scenario.Maps("calendar");
        return maps.Count <= MostEntries
            ? [.. maps.Select(map => ReadEntry(map, channels))]
            : throw scenario.Error(
                "calendar", $"{maps.Count} entries are too many", $"Write at most {MostEntries}; one entry can name many days: 0-, every: 7.");
    }

    private static CalendarEntry ReadEntry(YamlMap map, IReadOnlyList<string> channels)
    {
        string kind = map.RequiredText("kind");
        CalendarEntry entry = kind switch
        {
            NormalDay.KindName => ReadNormalDay(map),
            FlashSale.KindName => ReadFlashSale(map, channels),
            PromotionBlast.KindName => ReadPromotion(map, channels),
            FraudAttack.KindName => ReadFraud(map),
            _ => throw map.Error(
                "kind", $"'{kind}' is not a kind of day", $"Did you mean '{NearestWord.To(kind, Kinds)}'? Kinds: {string.Join(", ", Kinds)}."),
        };
        return entry with { Days = ReadDays(map), Name = ReadName(map) };
    }

    private static NormalDay ReadNormalDay(YamlMap map)
    {
        map.AllowOnly(Common);
        return new NormalDay();
    }

    private static FlashSale ReadFlashSale(YamlMap map, IReadOnlyList<string> channels)
    {
        map.AllowOnly([.. Common, "start", "minutes", "multiplier", "products", "discount", "rush", "rush_minutes", "most_per_order", "stock", "channels"]);
        var usual = new FlashSale();
        int start = Minute(map, "start") ?? usual.StartMinute;
        return usual with
        {
            StartMinute = start,
            Minutes = Duration(map, start, usual.Minutes),
            Multiplier = map.Number("multiplier", 1, 1_000) ?? usual.Multiplier,
            Products = map.Whole("products", 1, 1_000) ?? usual.Products,
            Discount = map.Number("discount", 0, 0.95m) ?? usual.Discount,
            Rush = map.Number("rush", 1, 100) ?? usual.Rush,
            RushMinutes = map.Number("rush_minutes", 0, 1_440) ?? usual.RushMinutes,
            MostPerOrder = map.Whole("most_per_order", 1, 10) ?? usual.MostPerOrder,
            Stock = map.Number("stock", 0, 10) ?? usual.Stock,
            Channels = Channels(map, channels),
        };
    }

    private static PromotionBlast ReadPromotion(YamlMap map, IReadOnlyList<string> channels)
    {
        map.AllowOnly(
        [
            .. Common, "start", "channels", "segment", "uplift", "fade_hours", "dip", "dip_days", "discount", "coupon_share", "min_spend", "return_factor",
        ]);
        var usual = new PromotionBlast();
        return usual with
        {
            StartMinute = Minute(map, "start") ?? usual.StartMinute,
            Channels = Channels(map, channels),
            Segment = map.Has("segment") ? (CustomerSegment)OneOf(map, "segment", "a segment", CustomerSegments.Names) : usual.Segment,
            Uplift = map.Number("uplift", 1, 100) ?? usual.Uplift,
            FadeHours = map.Number("fade_hours", 0, 24) ?? usual.FadeHours,
            Dip = map.Number("dip", 0, 1) ?? usual.Dip,
            DipDays = map.Whole("dip_days", 1, 60) ?? usual.DipDays,
            Discount = map.Number("discount", 0, 0.95m) ?? usual.Discount,
            CouponShare = map.Number("coupon_share", 0, 1) ?? usual.CouponShare,
            MinSpend = map.Number("min_spend", 0, 1_000_000) ?? usual.MinSpend,
            ReturnFactor = map.Number("return_factor", 0, 10) ?? usual.ReturnFactor,
        };
    }

    private static FraudAttack ReadFraud(YamlMap map)
    {
        map.AllowOnly([.. Common, "pattern", "start", "minutes", "orders", "actors", "declined", "caught", "bins"]);
        map.RequiredText("pattern");
        FraudAttack usual = FraudAttack.Of((FraudPattern)OneOf(map, "pattern", "a pattern of fraud", FraudPatterns.Names));
        int start = Minute(map, "start") ?? usual.StartMinute;
        return usual with
        {
            StartMinute = start,
            Minutes = Duration(map, start, usual.Minutes),
            Orders = map.Whole("orders", 1, 100_000) ?? usual.Orders,
            Actors = map.Whole("actors", 1, 4_000) ?? usual.Actors,
            Declined = map.Number("declined", 0, 1) ?? usual.Declined,
            Caught = map.Number("caught", 0, 1) ?? usual.Caught,
            Bins = map.Whole("bins", 1, 100) ?? usual.Bins,
        };
    }

    private static DaySelection ReadDays(YamlMap map)
    {
        if (!map.Has("days") && !map.Has("weekdays") && !map.Has("every"))
        {
            throw map.Error("days", "is missing", $"{DaysAdvice} Or name weekdays, or every: 7.");
        }

        return new DaySelection
        {
            Ranges = [.. map.Texts("days").Select(text => ReadRange(map, text))],
            Weekdays = [.. map.Texts("weekdays").Select(text => ReadWeekday(map, text))],
            Every = map.Whole("every", 1, 1_000_000) ?? 1,
        };
    }

    private static DayRange ReadRange(YamlMap map, string text)
    {
        string[] ends = text.Split('-', 2, StringSplitOptions.TrimEntries);
        int last = DaySelection.Forever;
        bool isRange = TryDay(ends[0], out int first)
            && (ends.Length == 1 || ends[1].Length == 0 || TryDay(ends[1], out last));
        if (!isRange || (ends.Length == 2 && last < first))
        {
            throw map.Error("days", $"'{text}' is neither a day nor a range of days", DaysAdvice);
        }

        return new DayRange(first, ends.Length == 1 ? first : last);
    }

    private static bool TryDay(string text, out int day) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out day);

    private static DayOfWeek ReadWeekday(YamlMap map, string text)
    {
        int weekday = Array.IndexOf(Weekdays, text.ToLowerInvariant());
        return weekday >= 0
            ? (DayOfWeek)weekday
            : throw map.Error("weekdays", $"'{text}' is not a weekday", $"Did you mean '{NearestWord.To(text, Weekdays)}'?");
    }

    /// <summary>A time of the day as its minute: <c>12:30</c>.</summary>
    private static int? Minute(YamlMap map, string key)
    {
        if (map.Text(key) is not { } text)
        {
            return null;
        }

        return TimeOnly.TryParseExact(text, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? (time.Hour * 60) + time.Minute
            : throw map.Error(key, $"'{text}' is not a time of the day", "Write hours and minutes, UTC: 12:30.");
    }

    private static int Duration(YamlMap map, int startMinute, int usual)
    {
        int left = CalendarEntry.MinutesPerDay - startMinute;
        int minutes = map.Whole("minutes", 1, CalendarEntry.MinutesPerDay) ?? usual;
        return minutes <= left
            ? minutes
            : throw map.Error(
                map.Has("minutes") ? "minutes" : "start",
                $"{minutes} minutes from {startMinute / 60}:{startMinute % 60:00} on reach into the next day",
                $"Use at most {left} minutes, or begin earlier.");
    }

    private static string[] Channels(YamlMap map, IReadOnlyList<string> known) =>
    [
        .. map.Texts("channels").Select(name => known.Contains(name)
            ? name
            : throw map.Error(
                "channels", $"'{name}' is not a channel of this scenario", $"Did you mean '{NearestWord.To(name, known)}'? Channels: {string.Join(", ", known)}.")),
    ];

    private static int OneOf(YamlMap map, string key, string what, IReadOnlyList<string> known)
    {
        string word = map.Text(key) ?? "";
        for (int i = 0; i < known.Count; i++)
        {
            if (known[i] == word)
            {
                return i;
            }
        }

        throw map.Error(key, $"'{word}' is not {what}", $"Did you mean '{NearestWord.To(word, known)}'? Known: {string.Join(", ", known)}.");
    }

    private static string ReadName(YamlMap map)
    {
        string name = map.Text("name") ?? "";
        return name.Length <= 60 && name.All(letter => letter is >= ' ' and <= '~' and not '"' and not ',')
            ? name
            : throw map.Error("name", $"'{name}' cannot be a name", "Use up to 60 ASCII characters without comma and quote.");
    }
}
