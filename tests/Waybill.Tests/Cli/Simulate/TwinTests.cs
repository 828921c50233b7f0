using Waybill.Cli.Simulate;
using Waybill.Events;
using Xunit;

namespace Waybill.Tests.Cli.Simulate;

public sealed class TwinTests
{
    private const string Plain = """
        demand: {orders_per_cell_day: 60, customers_per_cell: 50}
        fulfilment: {lead_time_scale: 0.05, cancelled_share: 0.05}
        """;

    [Theory, Long]
    [InlineData("messy", 42UL)]
    [InlineData("hostile", 42UL)]
    [InlineData("hostile", 7UL)]
    [InlineData("hostile", 8UL)]
    public void The_ledger_explains_every_difference_between_the_feeds_and_the_twin(string faults, ulong seed)
    {
        using var world = new SmallWorld(Plain);

        SimulateResult result = world.Run(options => options with { Days = 12, Scale = 1.25m, Faults = faults, Seed = seed, Twin = true });

        Assert.Equal(result.FaultsByKind.Values.Sum(), TwinAudit.Check(world.Root, result.WorldTime));
    }

    [Fact]
    public void Without_faults_the_twin_is_the_world()
    {
        using var world = new SmallWorld(Plain);
        world.Run(options => options with { Faults = "none", Twin = true });

        SortedDictionary<string, string> files = world.Files();

        string[] landed = [.. files.Keys.Where(path => path.StartsWith("landing/", StringComparison.Ordinal))];
        Assert.Equal(3 * (8 + 4), landed.Length);
        Assert.All(landed, path => Assert.Equal(files[path], files[$"twin/{path}"]));
    }

    [Fact]
    public void A_twin_changes_nothing_of_the_world()
    {
        using var with = new SmallWorld();
        using var without = new SmallWorld();

        Assert.Equal(without.Run().Digest, with.Run(options => options with { Twin = true }).Digest);
    }

    [Fact]
    public void A_world_that_began_without_a_twin_cannot_get_one()
    {
        using var world = new SmallWorld();
        world.Run(options => options with { Days = 1 });

        var error = Assert.Throws<WaybillException>(() => world.Run(options => options with { Days = 1, Twin = true }));

        Assert.Contains("twin", error.Message);
    }

    [Fact]
    public void A_scheduled_change_shows_in_the_files_from_its_day_on_and_in_the_ledger_and_the_truth()
    {
        using var world = new SmallWorld(Plain + """

            faults: {preset: none}
            schema_changes:
              - {feed: sales, day: 1, change: rename, column: customer_name, to: buyer_name}
              - {feed: sales, day: 2, change: add, column: gift_wrap, to: number}
              - {feed: logistics, day: 1, change: retype, column: status_timestamp, to: epoch}
              - {feed: sensor_logs, day: 1, change: drop, column: pressure}
              - {feed: production_batches, day: 1, change: widen, column: end_time}
            """);

        SimulateResult result = world.Run(options => options with { Twin = true });

        string[] First(string path) => File.ReadAllLines(Path.Combine(world.Root, path))[..2];
        Assert.DoesNotContain("buyer_name", First("landing/sales/orders_20260102_000000.csv")[0], StringComparison.Ordinal);
        Assert.StartsWith("order_id,buyer_name,", First("landing/sales/orders_20260102_060000.csv")[0], StringComparison.Ordinal);
        Assert.EndsWith(",source_seq,gift_wrap", First("landing/sales/orders_20260103_060000.csv")[0], StringComparison.Ordinal);
        Assert.Matches(@",17673\d{5},\d+$", First("landing/logistics/logistics_updates_20260102_180000.csv")[1]);
        Assert.Contains("\"pressure\"", First("landing/factory/2026-01-01/sensor_logs.json")[1], StringComparison.Ordinal);
        Assert.DoesNotContain("\"pressure\"", First("landing/factory/2026-01-02/sensor_logs.json")[1], StringComparison.Ordinal);
        Assert.Matches(@"\d\d:\d\d:\d\d\.000000,", First("landing/factory/2026-01-03/production_batches.csv")[1]);
        Assert.Equal(
            [("column_added", 4L), ("column_removed", 2), ("column_renamed", 8), ("type_changed", 10)],
            result.FaultsByKind.Select(kind => (kind.Key, kind.Value)).OrderBy(kind => kind.Key));
        Assert.Contains("\"change\": \"rename\"", File.ReadAllText(Path.Combine(world.Root, "truth/schema_changes.json")), StringComparison.Ordinal);
        string[] ledger = File.ReadAllLines(Path.Combine(world.Root, "truth/ledger/2026-01-02.csv"));
        Assert.Contains(ledger, line => line.Contains("column_renamed,sales,orders_20260102_060000.csv,customer_name,customer_name,buyer_name,", StringComparison.Ordinal) && line.EndsWith(",true", StringComparison.Ordinal));
        Assert.Contains(ledger, line => line.Contains("column_removed,sensor_logs,2026-01-02/sensor_logs.json,pressure,pressure,,", StringComparison.Ordinal) && line.EndsWith(",false", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{feed: sale, day: 1, change: drop, column: x}", "'sale' is not a feed", "'sales'")]
    [InlineData("{feed: sales, day: 1, change: drop, column: unit_prise}", "sales has no column 'unit_prise'", "'unit_price'")]
    [InlineData("{feed: sales, day: 1, change: droop, column: carrier}", "'droop' is not a change", "'drop'")]
    [InlineData("{feed: sales, change: drop, column: carrier}", "'schema_changes[0].day': is missing", "0 is the first")]
    [InlineData("{feed: sales, day: 1, change: retype, column: carrier, to: text}", "'carrier' cannot have another type", "numbers or times")]
    [InlineData("{feed: sales, day: 1, change: retype, column: quantity, to: iso}", "'iso' is not a type for 'quantity'", "text")]
    [InlineData("{feed: sales, day: 1, change: rename, column: carrier}", "'' cannot be the name", "letters")]
    [InlineData("{feed: sales, day: 1, change: add, column: qty}", "sales has a column 'qty'", "does not know")]
    [InlineData("{feed: sales, day: 1, change: widen, column: carrier}", "as wide as it gets", "numbers or times")]
    public void Changes_that_cannot_be_are_refused_with_place_value_and_advice(string change, string message, string advice)
    {
        using var world = new SmallWorld($"schema_changes:\n  - {change}\n");

        var error = Assert.Throws<WaybillException>(() => world.Run());

        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
        Assert.Contains("line 2", error.Message);
        Assert.Contains(message, error.Message);
        Assert.Contains(advice, error.Advice);
    }
}
