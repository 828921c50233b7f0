using Waybill.Cli.Simulate;
using Waybill.Events.Feeds;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.Tests.Cli.Simulate;

public sealed class PacedWorldTests
{
    private static readonly string[] Written = ["landing", "truth"];
    private static readonly Instant Begin = Instant.FromDateTime(new DateTime(2026, 1, 1));

    [Fact]
    public async Task A_world_that_lands_drop_by_drop_ends_with_the_bytes_of_one_that_is_simulated_at_once()
    {
        using var whole = new SmallWorld();
        whole.Run(options => options with { Days = 4 });
        using var world = new SmallWorld();
        using (PacedWorld paced = Open(world, historyDays: 1))
        {
            for (int day = 1; day < 4; day++)
            {
                await PlayAsync(paced);
                await LandAsync(paced, DropWindow.PerDay);
            }
        }

        world.Run(options => options with { Days = 0 });

        Assert.Equal(whole.Files(), world.Files());
    }

    [Fact]
    public async Task What_was_played_ahead_lands_when_the_world_is_simulated_on()
    {
        using var whole = new SmallWorld();
        whole.Run(options => options with { Days = 4 });
        using var world = new SmallWorld();
        using (PacedWorld paced = Open(world, historyDays: 1))
        {
            await PlayAsync(paced);
            await PlayAsync(paced);
            await LandAsync(paced, 2);
        }

        world.Run(options => options with { Days = 1 });

        Assert.Equal(whole.Files(), world.Files());
    }

    [Fact]
    public async Task Nothing_of_a_day_lands_before_its_drops_and_its_truth_not_before_its_end()
    {
        using var world = new SmallWorld();
        using PacedWorld paced = Open(world, historyDays: 1);
        string[] before = Seen(world);

        await PlayAsync(paced);
        Assert.Equal(before, Seen(world));
        Assert.Equal(Begin.AddSeconds(Instant.SecondsPerDay), paced.LandedUntil);

        await LandAsync(paced, 1);
        string[] first = [.. Seen(world).Except(before)];
        Assert.NotEmpty(first);
        Assert.All(first, file => Assert.Contains("20260102_060000", file));
        Assert.Equal(new DateTime(2026, 1, 2, 6, 0, 0, DateTimeKind.Utc), SimulateJob.WorldTime(world.Root));

        await LandAsync(paced, 3);
        Assert.Contains(Path.Combine("truth", "ledger", "2026-01-02.csv"), Seen(world).Except(before));
        Assert.Null(await paced.LandNextAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_world_that_is_opened_again_stands_where_it_stood()
    {
        using var world = new SmallWorld();
        using (PacedWorld paced = Open(world, historyDays: 1))
        {
            await PlayAsync(paced);
            await LandAsync(paced, 3);
        }

        using PacedWorld again = Open(world, historyDays: 1);

        Assert.Equal(Begin.AddSeconds((Instant.SecondsPerDay * 2) - DropWindow.Seconds), again.LandedUntil);
        Assert.Equal(Begin.AddSeconds(Instant.SecondsPerDay * 2), again.PlayedUntil);
    }

    [Fact]
    public async Task A_drop_that_died_while_it_landed_lands_again()
    {
        using var whole = new SmallWorld();
        whole.Run(options => options with { Days = 2 });
        using var world = new SmallWorld();
        using (PacedWorld paced = Open(world, historyDays: 1))
        {
            await PlayAsync(paced);
            string state = Path.Combine(world.Root, "state", "world", "world.json");
            byte[] before = File.ReadAllBytes(state);
            await LandAsync(paced, 1);
            File.WriteAllBytes(state, before); // The files have their names, and nobody has written it down.
        }

        using (PacedWorld paced = Open(world, historyDays: 1))
        {
            await LandAsync(paced, DropWindow.PerDay);
        }

        world.Run(options => options with { Days = 0 });
        Assert.Equal(whole.Files(), world.Files());
    }

    private static PacedWorld Open(SmallWorld world, int historyDays) =>
        PacedWorld.Open(world.Root, world.Options, historyDays, CancellationToken.None);

    private static Task PlayAsync(PacedWorld paced) => paced.PlayDayAsync(Task.Run, CancellationToken.None);

    private static async Task LandAsync(PacedWorld paced, int drops)
    {
        for (int drop = 0; drop < drops; drop++)
        {
            Assert.NotNull(await paced.LandNextAsync(CancellationToken.None));
        }
    }

    private static string[] Seen(SmallWorld world) =>
    [
        .. Written.SelectMany(part => Directory.EnumerateFiles(Path.Combine(world.Root, part), "*", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(world.Root, file)).Order(StringComparer.Ordinal),
    ];
}
