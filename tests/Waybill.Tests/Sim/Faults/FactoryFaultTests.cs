using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Waybill.Events;
using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Sim;
using Waybill.Sim.Faults;
using Waybill.Sim.Scenarios;
using Xunit;

namespace Waybill.Tests.Sim.Faults;

/// <summary>What the faults of the factories' feeds are like; that the ledger explains all of them the twin's tests show.</summary>
public sealed class FactoryFaultTests
{
    private const int Days = 150;
    private static readonly Lazy<LedgerLine[]> Hostile = new(() => [.. Play(FaultPlan.Hostile, Days).Ledger]);

    [Fact]
    public void Every_kind_strikes_every_feed_that_it_can_strike()
    {
        ILookup<string, string> found = Hostile.Value.ToLookup(line => line.Feed, line => line.Kind);

        foreach (FeedDefinition feed in FeedCatalogue.Factory)
        {
            Assert.Superset(FaultScope.Rows(feed).Select(FaultKinds.Name).ToHashSet(), found[feed.Name].ToHashSet());
        }
    }

    [Fact]
    public void Three_tenths_of_the_readings_lack_a_value_and_three_tenths_of_the_inspections_have_local_time()
    {
        FaultRule[] rules = [.. FaultPlan.Messy.Rules.Where(rule => rule.Kind is FaultKind.NullValue or FaultKind.ZoneMixup)];
        var played = Play(new FaultPlan("test", rules), 60);

        int Count(string kind, string feed) => played.Ledger.Count(line => line.Kind == kind && line.Feed == feed);
        Assert.InRange(Count("null_value", "sensor_logs") / (double)played.Rows["sensor_logs"], 0.28, 0.32);
        Assert.InRange(Count("zone_mixup", "qc_checks") / (double)played.Rows["qc_checks"], 0.26, 0.34);
        Assert.InRange(Count("zone_mixup", "operator_logs") / (double)played.Rows["operator_logs"], 0.26, 0.34);
    }

    [Fact]
    public void A_machine_in_another_spelling_is_its_kind_and_number_still()
    {
        LedgerLine[] lines = [.. Hostile.Value.Where(line => line.Kind == "id_variant")];

        Assert.All(lines, line => Assert.Equal(Machine(line.TrueValue), Machine(line.WrittenValue)));
        Assert.True(lines.Select(line => line.WrittenValue).Distinct().Count() >= 15);

        static (string Kind, int Number) Machine(string text)
        {
            string digits = string.Concat(text.Where(char.IsAsciiDigit));
            return (string.Concat(text.Where(char.IsAsciiLetter)).ToUpperInvariant(), int.Parse(digits, CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void A_name_in_another_spelling_differs_in_case_blanks_punctuation_and_a_plural_only()
    {
        LedgerLine[] lines = [.. Hostile.Value.Where(line => line.Kind == "name_variant" && line.Field != "pass_fail")];

        Assert.All(lines, line => Assert.Equal(Fold(line.TrueValue), Fold(line.WrittenValue)));
        Assert.All(
            Hostile.Value.Where(line => line.Field == "pass_fail" && line.Kind == "name_variant"),
            line => Assert.StartsWith(line.WrittenValue.Trim(), line.TrueValue, StringComparison.OrdinalIgnoreCase));

        static string Fold(string text) => string.Concat(text.Where(char.IsAsciiLetter)).ToLowerInvariant().TrimEnd('s');
    }

    [Fact]
    public void Degrees_Fahrenheit_prove_themselves_and_give_the_truth_back()
    {
        LedgerLine[] lines = [.. Hostile.Value.Where(line => line.Kind == "unit_mixup")];

        Assert.All(lines, line =>
        {
            decimal celsius = (Number(line.WrittenValue) - 32) / 1.8m;
            Assert.Equal(Number(line.TrueValue), decimal.Round(celsius, 1, MidpointRounding.AwayFromZero));
            Assert.True(line.IsRepairable);
        });
    }

    [Fact]
    public void Local_time_is_seven_hours_early_and_repairable_when_something_proves_it()
    {
        LedgerLine[] lines = [.. Hostile.Value.Where(line => line.Kind == "zone_mixup")];
        HashSet<string> lost = [.. Hostile.Value
            .Where(line => line is { Feed: "production_batches", Kind: "broken_row" or "bad_quoting" or "truncated_file" })
            .Select(line => line.Key)];

        Assert.All(lines, line => Assert.Equal(TimeSpan.FromHours(-7), Time(line.WrittenValue) - Time(line.TrueValue)));
        Assert.All(
            lines.Where(line => line.Feed == "operator_logs"),
            line => Assert.Equal(Time(line.WrittenValue).Hour is >= 6 and < 13, line.IsRepairable));
        LedgerLine[] unproven = [.. lines.Where(line => line.Feed == "qc_checks" && !line.IsRepairable)];
        Assert.InRange(unproven.Length, 1, lost.Count);
    }

    [Fact]
    public void A_stuck_sensor_shows_one_value_and_a_drifting_one_goes_on_in_its_direction()
    {
        foreach (IGrouping<string, LedgerLine> run in Hostile.Value.Where(line => line.Kind == "stuck_sensor").GroupBy(line => $"{line.Key[..21]} {line.Field} {line.WrittenValue}"))
        {
            Assert.InRange(run.Count(), 1, 40);
        }

        decimal[] offsets = [.. Hostile.Value.Where(line => line.Kind == "drifting_sensor").Select(line => Number(line.WrittenValue) - Number(line.TrueValue))];
        Assert.All(offsets, offset => Assert.InRange(Math.Abs(offset), 0.5m, 30));
        Assert.Contains(offsets, offset => Math.Abs(offset) > 8);
    }

    [Fact]
    public void Impossible_values_are_far_from_what_a_machine_can_show()
    {
        foreach (LedgerLine line in Hostile.Value.Where(line => line.Kind == "outlier"))
        {
            decimal value = Number(line.WrittenValue);
            Assert.True(value < 0 || value >= (line.Field switch { "units_produced" or "energy_kwh" => 1_000_000, "temperature" => 6_000, "pressure" => 1_000, _ => 500 }));
        }
    }

    [Fact]
    public void Batches_that_go_backwards_end_before_they_start()
    {
        LedgerLine[] lines = [.. Hostile.Value.Where(line => line.Kind == "time_backwards")];

        Assert.All(lines, line => Assert.InRange((Time(line.TrueValue) - Time(line.WrittenValue)).TotalMinutes, 41, 120 + 180));
    }

    [Fact]
    public void Slips_in_products_are_repairable_and_slips_in_notes_are_not() =>
        Assert.All(Hostile.Value.Where(line => line.Kind == "typo"), line => Assert.Equal(line.Field == "product_name", line.IsRepairable));

    [Fact]
    public void A_damaged_state_of_a_factory_is_an_error_and_never_a_wild_read()
    {
        WorldPlan plan = PlanOf(FaultPlan.Hostile);
        var simulator = new CellSimulator(plan);
        var day = new CellDay(plan.World.Plant?.Products ?? 0);
        simulator.Play(WorldPlan.FirstFactory, SimulatedCells.StartDay, [], day);
        byte[] state = day.State.Written.ToArray();

        Prop.ForAll(Gen.Choose(0, state.Length - 1).ToArbitrary(), length =>
        {
            var error = Assert.Throws<WaybillException>(
                () => simulator.Play(WorldPlan.FirstFactory, SimulatedCells.StartDay + 1, state.AsSpan(0, length), day));
            Assert.Equal(WaybillErrorKind.Corrupt, error.Kind);
        }).QuickCheckThrowOnFailure();
        simulator.Play(WorldPlan.FirstFactory, SimulatedCells.StartDay + 1, state, day);
    }

    private static WorldPlan PlanOf(FaultPlan faults) =>
        new(new World(42, new Scenario()), faults, SimulatedCells.StartDay, new CellRange(0, 3), keepsCleanRows: false);

    private static (List<LedgerLine> Ledger, Dictionary<string, int> Rows) Play(FaultPlan faults, int days)
    {
        WorldPlan plan = PlanOf(faults);
        var simulator = new CellSimulator(plan);
        var day = new CellDay(plan.World.Plant?.Products ?? 0);
        var ledger = new List<LedgerLine>();
        var rows = FeedCatalogue.Factory.ToDictionary(feed => feed.Name, _ => 0);
        byte[] state = [];
        for (int i = 0; i < days; i++)
        {
            simulator.Play(WorldPlan.FirstFactory, SimulatedCells.StartDay + i, state, day);
            state = day.State.Written.ToArray();
            ledger.AddRange(LedgerLine.Read([day.Ledger.Written.ToArray()]));
            for (int feed = 0; feed < FeedCatalogue.Factory.Count; feed++)
            {
                rows[FeedCatalogue.Factory[feed].Name] += day.FactorySegment(feed).Rows;
            }
        }

        return (ledger, rows);
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static DateTime Time(string text) => DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
