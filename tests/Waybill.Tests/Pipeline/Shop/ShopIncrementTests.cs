using Waybill.Pipeline.Runs;
using Xunit;

namespace Waybill.Tests.Pipeline.Shop;

public sealed class ShopIncrementTests(LateArrivals arrivals) : IClassFixture<LateArrivals>
{
    [Theory, Long]
    [InlineData("silver")]
    [InlineData("quarantine")]
    [InlineData("gold")]
    public void Any_order_of_arrival_gives_what_a_full_build_gives(string layer)
    {
        Assert.Equal(arrivals.Whole.Contents(layer), arrivals.Stepwise.Contents(layer));
    }

    [Fact]
    public void A_day_of_the_shop_touches_only_what_it_is_about()
    {
        var steps = arrivals.LastSteps.ToDictionary(s => s.Model);

        var orders = arrivals.Stepwise.Scalar<long>("select count(*) from silver.shop_orders");
        Assert.Equal(StepAction.Incremental, steps["gold.fct_order"].Action);
        Assert.InRange(steps["gold.fct_order"].Changed, 1, orders - 1);
        foreach (var model in (string[])["gold.fct_order_line", "gold.fct_payment", "gold.kpi_shop_sales", "gold.kpi_margin", "gold.kpi_stock_flow", "gold.kpi_funnel"])
        {
            Assert.Equal(StepAction.Incremental, steps[model].Action);
        }
    }
}
