using Waybill.Cli.Simulate;
using Waybill.Events;
using Waybill.Sim.Scenarios;
using Waybill.Tests.House;
using Xunit;

namespace Waybill.Tests.Cli.Simulate;

public sealed class CalendarReaderTests
{
    [Theory]
    [InlineData("flash_sale")]
    [InlineData("fraud_attack")]
    public void The_scenarios_document_exactly_the_defaults(string name)
    {
        IReadOnlyList<CalendarEntry> entries = ScenarioFile.Load(Repository.PathOf("scenarios", $"{name}.yaml")).Scenario.Calendar;

        Assert.All(entries, entry => Assert.Equal(Default(entry).Describe(), entry.Describe()));
    }

    [Fact]
    public void The_campaign_documents_exactly_the_defaults()
    {
        Scenario scenario = ScenarioFile.Load(Repository.PathOf("scenarios", "promotion_blast.yaml")).Scenario;
        var blast = (PromotionBlast)Assert.Single(scenario.Calendar);

        Assert.Equal(new PromotionBlast { Days = blast.Days, Name = blast.Name, Channels = ["Shopee", "Website"] }.Describe(), blast.Describe());
    }

    [Fact]
    public void The_month_has_every_kind() => Assert.Equal(
        ["flash_sale", "fraud_attack", "normal_day", "promotion_blast"],
        ScenarioFile.Load(Repository.PathOf("scenarios", "mixed_month.yaml")).Scenario.Calendar.Select(entry => entry.Kind).Distinct().Order());

    [Fact]
    public void Days_can_be_named_in_every_way()
    {
        IReadOnlyList<CalendarEntry> entries = Read("""
            calendar:
              - {kind: flash_sale, days: 3}
              - {kind: flash_sale, days: [3, 5-7, 10-]}
              - {kind: flash_sale, weekdays: [Friday, sunday]}
              - {kind: flash_sale, days: 2-, every: 7}
            """).Scenario.Calendar;

        Assert.Equal([new DayRange(3, 3)], entries[0].Days.Ranges);
        Assert.Equal([new DayRange(3, 3), new DayRange(5, 7), new DayRange(10, DaySelection.Forever)], entries[1].Days.Ranges);
        Assert.Equal([DayOfWeek.Friday, DayOfWeek.Sunday], entries[2].Days.Weekdays);
        Assert.Equal(7, entries[3].Days.Every);
    }

    [Fact]
    public void Another_calendar_is_another_world()
    {
        string Knobs(string yaml) => Read(yaml).Scenario.Describe();

        Assert.Equal(new Scenario().Describe(), Knobs("calendar: []"));
        Assert.NotEqual(Knobs("calendar: [{kind: flash_sale, days: 3}]"), Knobs("calendar: [{kind: flash_sale, days: 3, rush: 2}]"));
        Assert.NotEqual(Knobs("calendar: [{kind: normal_day, days: 3}]"), Knobs("calendar: [{kind: normal_day, days: 4}]"));
    }

    [Theory]
    [InlineData("calendar:\n  - {kind: flash_sail, days: 1}", 2, "flash_sail", "'flash_sale'")]
    [InlineData("calendar:\n  - {kind: flash_sale, day: 1}", 2, "day", "'days'")]
    [InlineData("calendar:\n  - {kind: flash_sale}", 2, "days", "3, 5-7")]
    [InlineData("calendar:\n  - kind: flash_sale\n    days: 7-5", 3, "7-5", "range")]
    [InlineData("calendar:\n  - kind: flash_sale\n    weekdays: fryday", 3, "fryday", "'friday'")]
    [InlineData("calendar:\n  - kind: flash_sale\n    days: 1\n    start: 25:00", 4, "25:00", "12:30")]
    [InlineData("calendar:\n  - kind: flash_sale\n    days: 1\n    start: 23:30\n    minutes: 60", 5, "60 minutes", "30 minutes")]
    [InlineData("calendar:\n  - kind: flash_sale\n    days: 1\n    channels: [Shoppe]", 4, "Shoppe", "'Shopee'")]
    [InlineData("calendar:\n  - kind: fraud_attack\n    days: 1\n    pattern: card_test", 4, "card_test", "'card_testing'")]
    [InlineData("calendar:\n  - kind: fraud_attack\n    days: 1", 2, "pattern", "pattern")]
    [InlineData("calendar:\n  - kind: promotion_blast\n    days: 1\n    segment: frequently", 4, "frequently", "'frequent'")]
    [InlineData("calendar:\n  - kind: promotion_blast\n    days: 1\n    dip: 1.5", 4, "1.5", "from 0 to 1")]
    [InlineData("demand:\n  customers_per_cell: 10000000\ncalendar: [{kind: fraud_attack, pattern: velocity, days: 1}]", 2, "10000000", "9000000")]
    public void What_makes_no_sense_is_refused_with_line_value_and_advice(string yaml, int line, string value, string advice)
    {
        var error = Assert.Throws<WaybillException>(() => Read(yaml));

        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
        Assert.Contains($"line {line}:", error.Message);
        Assert.Contains(value, error.Message);
        Assert.Contains(advice, error.Advice);
    }

    [Fact]
    public void A_world_with_a_calendar_goes_on_where_it_stopped()
    {
        const string Yaml = """
            demand: {orders_per_cell_day: 100, background_fraud: 0.05}
            fulfilment: {lead_time_scale: 0.05}
            calendar:
              - {kind: flash_sale, days: 1}
              - {kind: promotion_blast, days: 1-2}
              - {kind: fraud_attack, pattern: velocity, days: 2}
            """;
        using var once = new SmallWorld(Yaml);
        using var thrice = new SmallWorld(Yaml);

        string whole = once.Run(options => options with { Days = 4 }).Digest;
        thrice.Run(options => options with { Days = 2 });
        thrice.Run(options => options with { Days = 1, Threads = 1 });

        Assert.Equal(whole, thrice.Run(options => options with { Days = 1 }).Digest);
    }

    private static CalendarEntry Default(CalendarEntry entry)
    {
        CalendarEntry usual = entry switch
        {
            FlashSale => new FlashSale(),
            FraudAttack attack => FraudAttack.Of(attack.Pattern),
            _ => entry,
        };
        return usual with { Days = entry.Days, Name = entry.Name };
    }

    private static ScenarioFile Read(string yaml)
    {
        using var world = new SmallWorld(yaml);
        return ScenarioFile.Load(world.ScenarioPath);
    }
}
