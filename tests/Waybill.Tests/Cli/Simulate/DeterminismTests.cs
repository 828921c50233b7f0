using FsCheck;
using FsCheck.Fluent;
using Waybill.Cli.Simulate;
using Waybill.Sim;
using Xunit;

namespace Waybill.Tests.Cli.Simulate;

public sealed class DeterminismTests
{
    private const int Days = 5;

    [Fact, Long]
    public void Any_split_of_the_days_and_any_number_of_threads_gives_the_same_bytes()
    {
        using var whole = new SmallWorld();
        SimulateResult expected = whole.Run(options => options with { Days = Days, Scale = 1.5m, Threads = 1 });
        SortedDictionary<string, string> files = whole.Files();

        Prop.ForAll(Splits, Gen.Choose(1, 5).ToArbitrary(), (split, threads) =>
        {
            using var world = new SmallWorld();
            SimulateResult? last = null;
            foreach (int days in split)
            {
                last = world.Run(options => options with { Days = days, Scale = 1.5m, Threads = threads });
            }

            Assert.Equal(expected.Digest, last?.Digest);
            Assert.Equal(files, world.Files());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(8));
    }

    [Fact]
    public void The_truth_in_parquet_is_the_same_for_any_split_and_any_number_of_threads()
    {
        using var once = new SmallWorld();
        using var twice = new SmallWorld();
        SimulateResult expected = once.Run(options => options with { Truth = TruthLevel.Full, Threads = 1 });
        twice.Run(options => options with { Truth = TruthLevel.Full, Days = 2 });

        SimulateResult last = twice.Run(options => options with { Truth = TruthLevel.Full, Days = 1 });

        Assert.Equal(expected.Digest, last.Digest);
        Assert.Equal(once.Files(), twice.Files());
        Assert.Contains("truth/orders/2026-01-03.parquet", once.Files().Keys);
    }

    [Fact]
    public void Another_seed_scale_or_start_gives_another_world()
    {
        string[] digests =
        [
            .. ((Func<SimulateOptions, SimulateOptions>[])
            [
                options => options,
                options => options with { Seed = 43 },
                options => options with { Scale = 0.75m },
                options => options with { StartDate = new DateOnly(2027, 1, 1) },
                options => options with { Faults = "messy" },
                options => options with { Cells = new CellRange(0, 0) },
            ]).Select(change =>
            {
                using var world = new SmallWorld();
                return world.Run(change).Digest;
            }),
        ];

        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    [Fact]
    public void A_cell_played_alone_writes_what_it_writes_among_others()
    {
        using var all = new SmallWorld();
        using var one = new SmallWorld();
        all.Run(options => options with { Faults = "none" });
        one.Run(options => options with { Faults = "none", Cells = new CellRange(1, 1) });

        foreach (string path in one.Files().Keys.Where(path => path.StartsWith("landing/", StringComparison.Ordinal)))
        {
            string[] shared = File.ReadAllLines(Path.Combine(all.Root, path));
            string[] alone = File.ReadAllLines(Path.Combine(one.Root, path));
            Assert.Equal(shared.Where(line => !line.Contains("-0000-", StringComparison.Ordinal)), alone);
        }
    }

    private static Arbitrary<int[]> Splits { get; } =
        Gen.Choose(1, Days).ListOf(Days).Select(parts =>
        {
            var split = new List<int>();
            foreach (int part in parts)
            {
                split.Add(Math.Min(part, Days - split.Sum()));
            }

            return split.Where(part => part > 0).ToArray();
        }).ToArbitrary();
}
