using Waybill.Events.Feeds;
using Waybill.Sim;
using Waybill.Sim.Faults;
using Waybill.Sim.Scenarios;
using Xunit;

namespace Waybill.Tests.Sim.Commerce.Sources;

/// <summary>The signature of a two-day campaign in two channels, beside the same weeks without it.</summary>
public sealed class PromotionBlastTests : IClassFixture<PromotionBlastTests.Weeks>
{
    private const int First = 4;
    private const int Last = 5;
    private const int Start = 9 * 60;

    private readonly Weeks _weeks;

    public PromotionBlastTests(Weeks weeks) => _weeks = weeks;

    [Fact]
    public void From_the_start_on_its_channels_have_eight_tenths_more_orders()
    {
        Assert.InRange(Ratio(order => IsTargeted(order) && IsOn(order)), 1.72, 1.88);
        Assert.InRange(Ratio(order => IsTargeted(order) && order.WorldDay is First or Last && order.Minute < Start), 0.93, 1.07);
        Assert.InRange(Ratio(order => !IsTargeted(order) && IsOn(order)), 0.95, 1.05);
    }

    [Fact]
    public void The_first_hours_react_most()
    {
        double Extra(int fromHour, int toHour) => Ratio(order =>
            IsTargeted(order) && order.WorldDay is First or Last && order.Minute / 60 >= fromHour && order.Minute / 60 < toHour);

        Assert.True(Extra(9, 11) > Extra(12, 16) && Extra(12, 16) > Extra(19, 24));
        Assert.InRange(Extra(19, 24), 1.2, 1.7);
    }

    [Fact, Long]
    public void Afterwards_orders_are_missing_and_come_back_day_by_day()
    {
        double Day(int day) => Ratio(order => IsTargeted(order) && order.WorldDay == day);

        Assert.InRange(Day(Last + 1), 0.65, 0.75);
        Assert.InRange(Day(Last + 2), 0.725, 0.825);
        Assert.InRange(Day(Last + 4), 0.875, 0.975);
        Assert.InRange(Day(Last + 5), 0.95, 1.05);
        Assert.InRange(Ratio(order => !IsTargeted(order) && order.WorldDay is > Last and < Last + 5), 0.97, 1.03);
    }

    [Fact]
    public void Goods_of_the_campaign_come_back_one_and_a_half_times_as_often()
    {
        HashSet<(int, int, int)> returned = [.. _weeks.Cells.Changes.Where(change => change.Status == OrderStatus.Returned)
            .Select(change => (change.Id.Day, change.Id.Cell, change.Id.Sequence))];
        double Share(bool isCampaign) => _weeks.Orders.Where(order => order.WorldDay <= Last && (order.Entry is not null) == isCampaign)
            .Average(order => returned.Contains((order.Row.Id.Day, order.Row.Id.Cell, order.Row.Id.Sequence)) ? 1.0 : 0);

        Assert.InRange(Share(true) / Share(false), 1.3, 1.7);
    }

    [Theory]
    [InlineData(CustomerSegment.Frequent, 0, 4_000)]
    [InlineData(CustomerSegment.Occasional, 4_000, 20_000)]
    public void A_campaign_reaches_its_segment_only(CustomerSegment segment, int from, int to)
    {
        var scenario = new Scenario { OrdersPerCellDay = 5_000, Calendar = [new PromotionBlast { Days = Weeks.Days, Segment = segment }] };

        SourcedOrder[] orders = SourcedOrder.Of(SimulatedCells.Play(FaultPlan.None, 6, new CellRange(0, 3), scenario));

        SourcedOrder[] campaign = [.. orders.Where(order => order.Entry is not null)];
        Assert.All(campaign, order => Assert.InRange(order.Facts.Buyer, from, to - 1));
        double share = (double)CustomerSegments.OrderShare(segment);
        Assert.InRange(campaign.Length / (double)_weeks.Normal.Count(IsOn), 0.9 * 0.8 * share, 1.1 * 0.8 * share);
    }

    private static bool IsTargeted(SourcedOrder order) => order.Row.Channel is 0 or 3;

    private static bool IsOn(SourcedOrder order) => order.WorldDay is First or Last && order.Minute >= Start;

    private double Ratio(Func<SourcedOrder, bool> which) => _weeks.Orders.Count(which) / (double)_weeks.Normal.Count(which);

    public sealed class Weeks
    {
        internal static DaySelection Days { get; } = new() { Ranges = [new DayRange(First, Last)] };

        internal SimulatedCells Cells { get; } = SimulatedCells.Play(
            FaultPlan.None,
            22,
            new CellRange(0, 3),
            new Scenario { OrdersPerCellDay = 5_000, Calendar = [new PromotionBlast { Days = Days, Channels = ["Shopee", "Website"] }] });

        internal SourcedOrder[] Orders => field ??= SourcedOrder.Of(Cells);

        internal SourcedOrder[] Normal { get; } = SourcedOrder.Of(
            SimulatedCells.Play(FaultPlan.None, 12, new CellRange(0, 3), new Scenario { OrdersPerCellDay = 5_000 }));
    }
}
