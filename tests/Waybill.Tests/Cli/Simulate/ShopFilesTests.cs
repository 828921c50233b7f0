using Waybill.Cli.Simulate;
using Waybill.Events;
using Waybill.Events.Feeds;
using Waybill.Events.Shop;
using Waybill.Events.Sinks;
using Waybill.Sim.Scenarios;
using Waybill.Tests.House;
using Xunit;

namespace Waybill.Tests.Cli.Simulate;

public sealed class ShopFilesTests
{
    private const string Scenario = """
        name: small_shop
        demand: {orders_per_cell_day: 30, customers_per_cell: 60}
        catalogue: {products: 20}
        fulfilment: {lead_time_scale: 0.05, cancelled_share: 0.05}
        plant: none
        shop: {tracked_share: 0.05}
        """;

    [Fact]
    public void What_lands_is_the_truth_under_the_name_of_the_days_end()
    {
        using var world = new SmallWorld(Scenario);

        SimulateResult result = world.Run(options => options with { Days = 2, Truth = TruthLevel.Full });

        string[] landed = [.. Directory.GetFiles(Path.Combine(world.Root, "landing/shop"), "*.csv", SearchOption.AllDirectories)];
        Assert.True(landed.Length > 40);
        Assert.All(landed, file =>
        {
            FeedDefinition feed = FeedCatalogue.Find($"shop_{Path.GetFileName(Path.GetDirectoryName(file))}")!; // every folder is a table's
            Assert.True(feed.TryReadDropTime(Path.GetFileName(file), out DateTime dropped));
            string truth = Path.Combine(world.Root, $"truth/shop/{feed.Name[5..]}/{dropped.AddDays(-1):yyyy-MM-dd}.csv");
            Assert.Equal(File.ReadAllBytes(truth), File.ReadAllBytes(file));
            Assert.Equal(feed.Header, File.ReadLines(file).First());
            Assert.True(File.ReadLines(file).Skip(1).Any());
        });
        Assert.Equal(result.ShopRows, landed.Sum(file => File.ReadLines(file).Count() - 1));
        Assert.Contains("\"shop\"", File.ReadAllText(Path.Combine(world.Root, "truth/kpis.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_split_of_the_days_and_any_number_of_threads_gives_the_same_bytes()
    {
        using var once = new SmallWorld(Scenario);
        using var often = new SmallWorld(Scenario);
        string digest = once.Run(options => options with { Days = 7, Scale = 1, Threads = 3 }).Digest;
        string? last = null;
        for (int day = 0; day < 7; day++)
        {
            last = often.Run(options => options with { Days = 1, Scale = 1, Threads = 1 + (day % 2) }).Digest;
        }

        Assert.Equal(digest, last);
        Assert.Equal(once.Files(), often.Files());
    }

    [Fact, Long]
    public void A_run_that_dies_while_shop_files_get_their_names_ends_with_the_same_bytes()
    {
        using var undisturbed = new SmallWorld(Scenario);
        var steps = new List<string>();
        undisturbed.Run(options => options with { Days = 2, Reached = steps.Add });

        for (int step = 1; step < steps.Count; step += 9)
        {
            using var world = new SmallWorld(Scenario);
            int left = step;
            Assert.Throws<ProcessDied>(() => world.Run(options => options with
            {
                Days = 2,
                Reached = _ => left = left > 0 ? left - 1 : throw new ProcessDied(),
            }));

            world.Run(options => options with { Days = null, Until = new DateTime(2026, 1, 3, 0, 0, 0, DateTimeKind.Utc) });

            Assert.True(undisturbed.Files().SequenceEqual(world.Files()), $"died after '{steps[step]}'");
        }
    }

    [Fact]
    public void A_sink_gets_what_would_land()
    {
        using var files = new SmallWorld(Scenario);
        using var world = new SmallWorld(Scenario);
        SimulateResult landed = files.Run();
        var sink = new CountingSink();

        SimulateResult result = world.Run(options => options with { ShopSink = sink });

        Assert.Equal(landed.ShopRows, sink.Changes);
        Assert.Equal(result.ShopRows, sink.Changes);
        Assert.Equal(sink.Seen.Order(), sink.Seen);
        Assert.False(Directory.Exists(Path.Combine(world.Root, "landing/shop")));
    }

    [Fact]
    public void A_world_without_a_shop_has_no_trace_of_one()
    {
        using var world = new SmallWorld();

        SimulateResult result = world.Run();

        Assert.Equal(0, result.ShopRows);
        Assert.DoesNotContain(world.Files().Keys, file => file.Contains("shop", StringComparison.Ordinal));
        Assert.DoesNotContain("ShopKpis", File.ReadAllText(Path.Combine(world.Root, "state/world/world.json")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_shop_day_documents_exactly_the_defaults()
    {
        ScenarioFile file = ScenarioFile.Load(Repository.PathOf("scenarios", "shop_day.yaml"));

        Assert.Equal(
            new Scenario { Shop = new ShopSettings(), BackgroundFraud = ShopSettings.UsualFraud }.Describe(), file.Scenario.Describe());
    }

    [Theory]
    [InlineData("conversion: 2", "conversion")]
    [InlineData("cart_abandoment: 0.5", "cart_abandoment")]
    [InlineData("tiers: [{name: A, min_spend: 5}]", "tiers")]
    [InlineData("tiers: [{name: A}, {name: A, min_spend: 5}]", "tiers")]
    public void Knobs_that_cannot_be_are_refused_by_name(string knob, string named)
    {
        using var world = new SmallWorld($"shop: {{{knob}}}\n");

        WaybillException refused = Assert.Throws<WaybillException>(() => world.Run());

        Assert.Equal(WaybillErrorKind.BadInput, refused.Kind);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    private sealed class ProcessDied : Exception;

    private sealed class CountingSink : IShopSink
    {
        public List<(int Day, int Cell)> Seen { get; } = [];

        public long Changes { get; private set; }

        public void Append(int cell, int day, ReadOnlySpan<byte> log)
        {
            Seen.Add((day, cell));
            var reader = new ShopLogReader(log);
            while (reader.NextTransaction(out ShopTransaction transaction))
            {
                Changes += transaction.Changes;
            }
        }
    }
}
