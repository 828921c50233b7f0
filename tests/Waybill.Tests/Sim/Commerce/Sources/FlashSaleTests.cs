using Waybill.Sim;
using Waybill.Sim.Faults;
using Waybill.Sim.Scenarios;
using Xunit;

namespace Waybill.Tests.Sim.Commerce.Sources;

/// <summary>The signature of a flash sale with its default knobs on the third of five days.</summary>
public sealed class FlashSaleTests : IClassFixture<FlashSaleTests.Week>
{
    private const int Day = 2;
    private const int Open = 12 * 60;
    private const int Close = 13 * 60;

    private readonly Week _week;

    public FlashSaleTests(Week week) => _week = week;

    private IEnumerable<SourcedOrder> InWindow => _week.Orders.Where(order => order.WorldDay == Day && order.Minute is >= Open and < Close);

    [Fact]
    public void Twenty_times_the_usual_orders_come_in_the_window()
    {
        int normal = _week.Normal.Count(order => order.WorldDay == Day && order.Minute is >= Open and < Close);

        Assert.InRange(InWindow.Count() / (double)normal, 18, 22);
    }

    [Fact]
    public void Outside_the_window_the_day_is_like_any_other()
    {
        int Outside(IEnumerable<SourcedOrder> orders) => orders.Count(order => order.WorldDay == Day && order.Minute is < Open or >= Close);

        Assert.InRange(Outside(_week.Orders) / (double)Outside(_week.Normal), 0.97, 1.03);
        Assert.All(_week.Orders.Where(order => order.Entry is not null), order => Assert.InRange(order.Minute, Open, Close - 1));
    }

    [Fact]
    public void It_begins_with_a_rush_and_ends_at_once()
    {
        int[] perMinute = new int[24 * 60];
        foreach (SourcedOrder order in _week.Orders.Where(order => order.WorldDay == Day))
        {
            perMinute[order.Minute]++;
        }

        double late = perMinute.AsSpan(Close - 20, 20).ToArray().Average();
        Assert.InRange(perMinute[Open..(Open + 3)].Average() / late, 2.6, 4);
        Assert.InRange(late / perMinute[Close..(Close + 20)].Average(), 8, 25);
        Assert.True(perMinute[Open] > 20 * perMinute[(Open - 20)..Open].Average());
    }

    [Fact]
    public void Nine_of_ten_orders_are_for_the_eight_products_on_sale()
    {
        int[] counts = [.. InWindow.CountBy(order => order.Row.Product).Select(product => product.Value).OrderDescending()];

        Assert.InRange(counts.Take(8).Sum() / (double)counts.Sum(), 0.93, 0.97);
        Assert.InRange(counts[0] / (double)counts.Sum(), 0.30, 0.40);
    }

    [Fact]
    public void The_price_is_lower_for_everybody_and_only_while_the_window_is_open()
    {
        HashSet<int> onSale = [.. InWindow.Where(order => order.Entry is not null).Select(order => order.Row.Product)];
        var usual = _week.Normal.Where(order => onSale.Contains(order.Row.Product))
            .GroupBy(order => (order.Row.Product, order.Row.Channel))
            .ToDictionary(group => group.Key, group => group.First().Row.UnitPrice.Cents);

        Assert.Equal(8, onSale.Count);
        Assert.All(
            _week.Orders.Where(order => usual.ContainsKey((order.Row.Product, order.Row.Channel))),
            order => Assert.Equal(
                order.WorldDay == Day && order.Minute is >= Open and < Close
                    ? (long)(usual[(order.Row.Product, order.Row.Channel)] * 0.6m)
                    : usual[(order.Row.Product, order.Row.Channel)],
                order.Row.UnitPrice.Cents));
    }

    [Fact]
    public void Nobody_who_comes_for_the_sale_takes_more_than_two() =>
        Assert.Equal(2, InWindow.Where(order => order.Entry is not null).Max(order => order.Row.Quantity));

    [Fact]
    public void Only_channels_that_take_part_have_more_orders()
    {
        var scenario = new Scenario { Calendar = [new FlashSale { Days = Week.ThirdDay, Channels = ["Tiki"], Multiplier = 5 }] };

        SourcedOrder[] orders = SourcedOrder.Of(SimulatedCells.Play(FaultPlan.None, 3, new CellRange(0, 1), scenario));

        Assert.Equal([2], orders.Where(order => order.Entry is not null).Select(order => order.Row.Channel).Distinct());
    }

    public sealed class Week
    {
        internal static DaySelection ThirdDay { get; } = new() { Ranges = [new DayRange(Day, Day)] };

        internal SourcedOrder[] Orders { get; } = Play(new Scenario { Calendar = [new FlashSale { Days = ThirdDay }] });

        internal SourcedOrder[] Normal { get; } = Play(new Scenario());

        private static SourcedOrder[] Play(Scenario scenario) =>
            SourcedOrder.Of(SimulatedCells.Play(FaultPlan.None, 5, new CellRange(0, 3), scenario));
    }
}
