using Waybill.Cli.Simulate;
using Xunit;

namespace Waybill.Tests.Cli.Simulate;

public sealed class InterruptionTests
{
    [Theory, Long]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_that_dies_again_and_again_ends_with_the_same_bytes(bool withParquet)
    {
        TruthLevel truth = withParquet ? TruthLevel.Full : TruthLevel.Ledger;
        using var undisturbed = new SmallWorld();
        string digest = undisturbed.Run(options => options with { Truth = truth }).Digest;
        using var world = new SmallWorld();

        // Every attempt gets one step further than the one before, until one is not stopped any more.
        string? resumed = null;
        for (int steps = 0; resumed is null; steps++)
        {
            try
            {
                int left = steps;
                resumed = world.Run(options => options with
                {
                    Truth = truth,
                    Days = null,
                    Until = new DateTime(2026, 1, 4, 0, 0, 0, DateTimeKind.Utc),
                    Reached = _ => left = left > 0 ? left - 1 : throw new ProcessDied(),
                }).Digest;
            }
            catch (ProcessDied)
            {
                Assert.InRange(steps, 0, 200);
            }
        }

        Assert.Equal(digest, resumed);
        Assert.Equal(undisturbed.Files(), world.Files());
    }

    [Fact, Long]
    public void Every_single_step_of_a_day_may_be_the_last_one()
    {
        using var undisturbed = new SmallWorld();
        var steps = new List<string>();
        undisturbed.Run(options => options with { Days = 2, Reached = steps.Add });

        for (int step = 0; step < steps.Count; step++)
        {
            using var world = new SmallWorld();
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
    public void A_run_that_dies_between_two_cells_leaves_nothing_of_the_day()
    {
        using var undisturbed = new SmallWorld();
        undisturbed.Run();
        using var world = new SmallWorld();
        world.Run(options => options with { Days = 1 });
        SortedDictionary<string, string> afterOneDay = world.Files();

        Assert.Throws<ProcessDied>(() => world.Run(options => options with { Days = 2, Progress = _ => throw new ProcessDied() }));

        Assert.Equal(afterOneDay, new(world.Files().Where(file => !file.Key.EndsWith(".part", StringComparison.Ordinal)).ToDictionary()));
        world.Run(options => options with { Days = 2 });
        Assert.Equal(undisturbed.Files(), world.Files());
    }

    [Fact]
    public void A_cancelled_run_goes_on_where_it_stopped()
    {
        using var undisturbed = new SmallWorld();
        undisturbed.Run();
        using var world = new SmallWorld();
        using var cancel = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => world.Run(
            options => options with
            {
                Progress = progress =>
                {
                    if (progress.DaysDone == 1)
                    {
                        cancel.Cancel();
                    }
                },
                Threads = 1,
            },
            cancel.Token));

        Assert.Equal(new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc), SimulateJob.WorldTime(world.Root));
        world.Run(options => options with { Days = 2 });
        Assert.Equal(undisturbed.Files(), world.Files());
    }

    private sealed class ProcessDied : Exception;
}
