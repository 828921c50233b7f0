using Waybill.Cli.Simulate;
using Waybill.Events;
using Waybill.Sim;
using Xunit;

namespace Waybill.Tests.Cli.Simulate;

public sealed class ColdChainWorldTests
{
    private const string Trucks = """
        demand: {orders_per_cell_day: 10, customers_per_cell: 10}
        catalogue: {products: 60}
        plant: none
        faults: {preset: hostile}
        cold_chain:
          trucks: 6
          incidents: {radio_gap: 0.3, compressor_failure: 0.2}
        """;

    [Fact, Long]
    public void Any_split_of_the_days_and_any_number_of_threads_gives_the_same_bytes()
    {
        using var whole = new SmallWorld(Trucks);
        using var split = new SmallWorld(Trucks);
        SimulateResult expected = whole.Run(options => options with { Days = 5, Scale = 2.5m, Threads = 1, Twin = true });
        split.Run(options => options with { Days = 1, Scale = 2.5m, Threads = 3, Twin = true });
        split.Run(options => options with { Days = 3, Scale = 2.5m, Threads = 2, Twin = true });

        SimulateResult last = split.Run(options => options with { Days = 1, Scale = 2.5m, Threads = 4, Twin = true });

        Assert.Equal(expected.Digest, last.Digest);
        Assert.Equal(whole.Files(), split.Files());
        Assert.InRange(expected.ColdChainRows, 5 * 3 * 6 * 2_880, 5 * 3 * 6 * 3_100);
    }

    [Fact]
    public void The_truth_of_the_trucks_is_the_same_for_any_split()
    {
        using var once = new SmallWorld(Trucks);
        using var twice = new SmallWorld(Trucks);
        once.Run(options => options with { Truth = TruthLevel.Full, Threads = 1 });
        twice.Run(options => options with { Truth = TruthLevel.Full, Days = 2 });

        twice.Run(options => options with { Truth = TruthLevel.Full, Days = 1 });

        SortedDictionary<string, string> files = once.Files();
        Assert.Equal(files, twice.Files());
        Assert.All(["trips", "incidents", "breaches"], kind => Assert.Contains($"truth/{kind}/2026-01-03.parquet", files.Keys));
        Assert.Contains("landing/telemetry/2026-01-03/telemetry_20260104_000000.jsonl", files.Keys);
        Assert.Contains("landing/trips/trips_20260101_060000.csv", files.Keys);
        Assert.Contains("landing/trips/shipments_20260101_060000.csv", files.Keys);
    }

    [Fact]
    public void Trucks_of_a_part_of_the_world_are_those_that_the_whole_world_has()
    {
        using var all = new SmallWorld(Trucks);
        using var part = new SmallWorld(Trucks);
        all.Run(options => options with { Days = 2, Scale = 2 });
        part.Run(options => options with { Days = 2, Scale = 2, Cells = new CellRange(4, 7) });

        foreach (string path in part.Files().Keys.Where(path => path.StartsWith("landing/telemetry", StringComparison.Ordinal)))
        {
            string[] shared = File.ReadAllLines(Path.Combine(all.Root, path));
            string[] alone = File.ReadAllLines(Path.Combine(part.Root, path));
            Assert.NotEmpty(alone);
            Assert.Equal(shared.Where(line => !IsOfFirstDepot(line)), alone.Where(line => !IsOfFirstDepot(line)));
        }

        static bool IsOfFirstDepot(string line) => line.Length < 30 || string.CompareOrdinal(line[13..21], "TRK-0007") < 0;
    }

    [Fact]
    public void A_depot_with_very_many_readings_is_played_in_parts_and_its_trucks_have_numbers_of_their_own()
    {
        using var world = new SmallWorld(Trucks.Replace("trucks: 6", "trucks: 5\n  report_seconds: 2"));

        SimulateResult result = world.Run(options => options with { Days = 1, Faults = "none" });

        string[] lines = [.. Directory.EnumerateFiles(Path.Combine(world.Root, "landing/telemetry"), "*.jsonl", SearchOption.AllDirectories)
            .SelectMany(File.ReadAllLines)];
        Assert.Equal(5, lines.Select(line => line[13..21]).Distinct().Count());
        Assert.InRange(lines.Length, 5 * 43_200 * 9 / 10, 5 * 43_200);
        Assert.Equal(1 + 1, Directory.EnumerateFiles(Path.Combine(world.Root, "landing"), "trips_20260101_0600*", SearchOption.AllDirectories).Count()
            + Directory.EnumerateFiles(Path.Combine(world.Root, "landing"), "shipments_20260101_0600*", SearchOption.AllDirectories).Count());
        Assert.True(result.ColdChainRows > lines.Length);
    }

    [Fact]
    public void A_world_without_trucks_keeps_the_plan_of_faults_that_it_always_had()
    {
        using var world = new SmallWorld();
        world.Run(options => options with { Days = 1, Faults = "messy" });

        string state = File.ReadAllText(Path.Combine(world.Root, "state/world/world.json"));

        Assert.DoesNotContain("telemetry", state, StringComparison.Ordinal);
        Assert.DoesNotContain("cold_chain", state, StringComparison.Ordinal);
        Assert.Equal(2, world.Run(options => options with { Days = 1, Faults = "messy" }).WorldTime.Day - 1);
    }

    [Theory]
    [InlineData("truck: 3", "'cold_chain.truck' is not a known key", "'trucks'")]
    [InlineData("report_seconds: 90", "90 is out of range", "1 to 60")]
    [InlineData("cargo: {fish: 3}", "'cold_chain.cargo.fish' is not a known key", "milk")]
    [InlineData("cargo: {milk: 0}", "no cargo has a share above 0", "milk: 1")]
    [InlineData("incidents: {breakdown: 0.9}", "add up to", "one incident at most")]
    [InlineData("cooling_watts: [9000, 4000]", "are not a least and a greatest value", "smaller one first")]
    public void Knobs_that_cannot_be_are_refused_with_value_and_advice(string knob, string message, string advice)
    {
        using var world = new SmallWorld($"cold_chain:\n  {knob}\n");

        var error = Assert.Throws<WaybillException>(() => world.Run());

        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
        Assert.Contains(message, error.Message);
        Assert.Contains(advice, error.Advice);
    }
}
