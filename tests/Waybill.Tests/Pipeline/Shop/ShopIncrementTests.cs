using Waybill.Pipeline.Runs;
using Xunit;

namespace Waybill.Tests.Pipeline.Shop;

public sealed class ShopIncrementTests
{
    [Fact]
    public void Any_order_of_arrival_gives_the_gold_of_a_full_build()
    {
        var drops = ShopStory.Tell(seed: 1, ordersPerDay: 12);
        using var whole = new TestPipeline();
        Run(whole, drops);
        using var stepwise = new TestPipeline();

        foreach (var step in Shuffle(drops, seed: 1).Chunk((drops.Count / 3) + 1))
        {
            Run(stepwise, step);
        }

        Assert.Equal(whole.Contents("silver"), stepwise.Contents("silver"));
        Assert.Equal(whole.Contents("quarantine"), stepwise.Contents("quarantine"));
        Assert.Equal(whole.Contents("gold"), stepwise.Contents("gold"));
    }

    [Fact]
    public void A_day_of_the_shop_touches_only_what_it_is_about()
    {
        using var pipeline = new TestPipeline();
        var days = ShopStory.Tell(seed: 3, ordersPerDay: 12).ToLookup(d => d.LandedAt);
        var last = days.Max(d => d.Key);
        Run(pipeline, days.Where(d => d.Key < last).SelectMany(d => d));

        var steps = Run(pipeline, days[last]).ToDictionary(s => s.Model);

        var orders = pipeline.Scalar<long>("select count(*) from silver.shop_orders");
        Assert.Equal(StepAction.Incremental, steps["gold.fct_order"].Action);
        Assert.InRange(steps["gold.fct_order"].Changed, 1, orders - 1);
        foreach (var model in (string[])["gold.fct_order_line", "gold.fct_payment", "gold.kpi_shop_sales", "gold.kpi_margin", "gold.kpi_stock_flow", "gold.kpi_funnel"])
        {
            Assert.Equal(StepAction.Incremental, steps[model].Action);
        }
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

    private static Drop[] Shuffle(IReadOnlyList<Drop> drops, int seed)
    {
        var shuffled = drops.ToArray();
        var state = (uint)seed * 2_654_435_761 + 12_345;
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            state = (state * 1_664_525) + 1_013_904_223;
            var other = (int)(state >> 8) % (i + 1);
            (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
        }

        return shuffled;
    }
}
