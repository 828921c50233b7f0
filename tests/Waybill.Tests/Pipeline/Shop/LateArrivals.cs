using Waybill.Pipeline.Runs;
using Xunit;

namespace Waybill.Tests.Pipeline.Shop;

/// <summary>
/// One story of a shop, told to a pipeline at once and to another in three runs: half of the files in any order, the other half, and last of
/// all the files of a day in the middle.
/// </summary>
public sealed class LateArrivals : IDisposable
{
    public LateArrivals()
    {
        var drops = ShopStory.Tell(seed: 1, ordersPerDay: 10);
        Run(Whole, drops);
        var late = drops.Select(d => d.LandedAt).Distinct().Order().ElementAt(1);
        var others = Shuffle([.. drops.Where(d => d.LandedAt != late)], seed: 1);

        Run(Stepwise, others[..(others.Length / 2)]);
        Run(Stepwise, others[(others.Length / 2)..]);
        LastSteps = Run(Stepwise, drops.Where(d => d.LandedAt == late));
    }

    internal TestPipeline Whole { get; } = new();

    internal TestPipeline Stepwise { get; } = new();

    /// <summary>What the run of the late day did.</summary>
    internal IReadOnlyList<StepResult> LastSteps { get; }

    public void Dispose()
    {
        Whole.Dispose();
        Stepwise.Dispose();
    }

    private static IReadOnlyList<StepResult> Run(TestPipeline pipeline, IEnumerable<Drop> drops)
    {
        foreach (var drop in drops)
        {
            pipeline.Door.Add(drop);
        }

        var steps = pipeline.Run();
        Assert.DoesNotContain(steps, s => s.Action is StepAction.Failed or StepAction.Skipped);
        return steps;
    }

    private static Drop[] Shuffle(Drop[] drops, int seed)
    {
        var state = (uint)seed * 2_654_435_761 + 12_345;
        for (var i = drops.Length - 1; i > 0; i--)
        {
            state = (state * 1_664_525) + 1_013_904_223;
            var other = (int)(state >> 8) % (i + 1);
            (drops[i], drops[other]) = (drops[other], drops[i]);
        }

        return drops;
    }
}
