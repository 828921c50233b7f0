using Waybill.Cli.Simulate;
using Waybill.Events;
using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Sim.ColdChain;
using Waybill.Sim.Faults;
using Waybill.Sim.Scenarios;
using Waybill.Tests.House;
using Xunit;

namespace Waybill.Tests.Cli.Simulate;

public sealed class ScenarioFileTests
{
    [Fact]
    public void The_normal_day_documents_exactly_the_defaults()
    {
        ScenarioFile file = ScenarioFile.Load(Repository.PathOf("scenarios", "normal_day.yaml"));

        Assert.Equal(new Scenario().Describe(), file.Scenario.Describe());
        Assert.Equal("normal_day", file.Scenario.Name);
        Assert.Equal(FaultPlan.Messy.For(file.Scenario).Describe(), file.Faults.Describe());
    }

    [Fact]
    public void The_cold_chain_documents_exactly_the_defaults()
    {
        ScenarioFile file = ScenarioFile.Load(Repository.PathOf("scenarios", "cold_chain.yaml"));

        Assert.Equal(new Scenario { ColdChain = new ColdChainSettings() }.Describe(), file.Scenario.Describe());
        Assert.Equal(FaultPlan.Messy.Describe(), file.Faults.Describe());
    }

    [Fact]
    public void Every_scenario_that_comes_with_the_program_can_be_read()
    {
        string[] files = Directory.GetFiles(Repository.PathOf("scenarios"), "*.yaml");

        Assert.All(files, file => Assert.Equal(Path.GetFileNameWithoutExtension(file), ScenarioFile.Load(file).Scenario.Name));
        Assert.NotEmpty(ScenarioFile.Load(Repository.PathOf("scenarios", "schema_drift.yaml")).Schema.Changes);
    }

    [Fact]
    public void A_kind_can_have_a_rate_of_its_own_for_a_feed()
    {
        ScenarioFile file = Read("""
            faults:
              kinds:
                - {kind: null_value, rate: 0}
                - {kind: null_value, feed: qc_checks, rate: 0.5}
                - {kind: missing_drop, feed: sensor_logs, rate: 1}
            """);

        int Rate(FaultKind kind, FeedDefinition feed) => file.Faults.Rule(kind, feed)!.PartsPerMillion;
        Assert.Equal(0, Rate(FaultKind.NullValue, FeedCatalogue.SensorLogs));
        Assert.Equal(500_000, Rate(FaultKind.NullValue, FeedCatalogue.QcChecks));
        Assert.Equal(1_000_000, Rate(FaultKind.MissingDrop, FeedCatalogue.SensorLogs));
        Assert.Equal(30_000, Rate(FaultKind.MissingDrop, FeedCatalogue.Sales));
    }

    [Theory]
    [InlineData("faults: {kinds: [{kind: zone_mixup, feed: sales}]}", "zone_mixup does not occur in sales")]
    [InlineData("faults: {kinds: [{kind: late, feed: sensors}]}", "'sensors' is not a feed")]
    public void A_feed_that_a_kind_cannot_strike_is_refused(string yaml, string message) =>
        Assert.Contains(message, Assert.Throws<WaybillException>(() => Read(yaml)).Message);

    [Fact]
    public void Only_what_differs_needs_to_be_written()
    {
        ScenarioFile file = Read("""
            demand: {orders_per_cell_day: 100}
            channels:
              - {name: Stall}
            """);

        Assert.Equal(100, file.Scenario.OrdersPerCellDay);
        Assert.Equal("Stall", Assert.Single(file.Scenario.Channels).Name);
        Assert.Equal(new Scenario().Carriers, file.Scenario.Carriers);
    }

    [Fact]
    public void A_kind_of_fault_changes_its_preset()
    {
        ScenarioFile file = Read("""
            faults:
              preset: light
              kinds:
                - {kind: late, rate: 0.5, from_day: 2, until_day: 4}
                - {kind: zone_mixup, rate: 0}
                - {kind: typo, shape: burst, active: 0.1}
            """);

        Assert.Equal(new FaultRule(FaultKind.Late, 500_000, FaultShape.Independent, 1_000_000, 2, 4), file.Faults.Rule(FaultKind.Late, FeedCatalogue.Sales));
        Assert.Equal(FaultShape.Burst, file.Faults.Rule(FaultKind.Typo, FeedCatalogue.Sales)?.Shape);
        Assert.Equal(FaultPlan.Light.Rule(FaultKind.Outlier, FeedCatalogue.Sales), file.Faults.Rule(FaultKind.Outlier, FeedCatalogue.Sales));
        Assert.Equal("light (changed)", file.Faults.Name);
    }

    [Theory]
    [InlineData("demands: {}", 1, "demand")]
    [InlineData("name: x\ndemand:\n  order_per_cell_day: 5", 3, "orders_per_cell_day")]
    [InlineData("faults:\n  preset: mesy", 2, "messy")]
    [InlineData("faults:\n  kinds:\n    - {kind: lat}", 3, "late")]
    [InlineData("faults:\n  kinds:\n    - {kind: late, shape: brust}", 3, "burst")]
    [InlineData("channels:\n  - {name: A, shared: 4}", 2, "share")]
    public void A_misspelt_word_is_answered_with_its_line_and_the_nearest_valid_one(string yaml, int line, string nearest)
    {
        var error = Assert.Throws<WaybillException>(() => Read(yaml));

        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
        Assert.Contains($"line {line}", error.Message);
        Assert.Contains($"'{nearest}'", error.Advice);
    }

    [Theory]
    [InlineData("demand: {orders_per_cell_day: 0}")]
    [InlineData("demand: {orders_per_cell_day: many}")]
    [InlineData("demand: {hour_shares: [1, 2]}")]
    [InlineData("demand: {weekday_shares: [0, 0, 0, 0, 0, 0, 0]}")]
    [InlineData("demand: {item_shares: [1, 2, -3, 4]}")]
    [InlineData("fulfilment: {late_share: 0.9}")]
    [InlineData("channels: [{name: 'a,b'}]")]
    [InlineData("channels: [{name: A, share: 0}]")]
    [InlineData("carriers: []")]
    [InlineData("faults: {kinds: [{kind: late, rate: 2}]}")]
    public void Values_that_make_no_sense_are_refused_with_their_line(string yaml)
    {
        var error = Assert.Throws<WaybillException>(() => Read(yaml));

        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
        Assert.Contains("line 1", error.Message);
        Assert.NotNull(error.Advice);
    }

    private static ScenarioFile Read(string yaml)
    {
        using var world = new SmallWorld(yaml);
        return ScenarioFile.Load(world.ScenarioPath);
    }
}
