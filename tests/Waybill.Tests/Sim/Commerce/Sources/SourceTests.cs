using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Sim;
using Waybill.Sim.Faults;
using Waybill.Sim.Scenarios;
using Xunit;

namespace Waybill.Tests.Sim.Commerce.Sources;

/// <summary>What holds for every calendar.</summary>
public sealed class SourceTests
{
    private static readonly Scenario Busy = new()
    {
        OrdersPerCellDay = 600,
        LeadTimeScale = 0.05m,
        BackgroundFraud = 0.02m,
        Calendar =
        [
            new FlashSale { Days = Days(1, 3), Multiplier = 10 },
            new PromotionBlast { Days = Days(1, 2), Uplift = 2 },
            .. Enum.GetValues<FraudPattern>().Select(pattern => FraudAttack.Of(pattern) with { Days = Days(1, 1) }),
        ],
    };

    [Fact]
    public void Every_order_can_be_known_again_from_its_key_alone()
    {
        SimulatedCells cells = SimulatedCells.Play(FaultPlan.None, 6, new CellRange(0, 2), Busy);

        SourcedOrder[] orders = SourcedOrder.Of(cells);

        Assert.All(orders, order => Assert.Equal(
            (order.Row.Customer, order.Row.Product, order.Row.Quantity, order.Row.UnitPrice, order.Row.Destination, order.Row.Channel),
            (order.Facts.Customer, order.Facts.Product, order.Facts.Quantity, order.Facts.UnitPrice, order.Facts.Destination, order.Facts.Channel)));
        Assert.Equal(6, orders.Select(order => order.Entry).OfType<CalendarEntry>().Where(entry => entry.Days.Ranges.Count > 0).Distinct().Count());
    }

    [Fact]
    public void Counters_agree_with_the_rows_and_lives_are_legal()
    {
        SimulatedCells cells = SimulatedCells.Play(FaultPlan.None, 6, new CellRange(0, 2), Busy);
        var orders = cells.Orders.ToDictionary(order => order.Id);

        long Value(OrderStatus status) => cells.Changes.Where(change => change.Status == status)
            .Sum(change => (orders[change.Id].UnitPrice * orders[change.Id].Quantity).Cents);
        Assert.Equal(cells.Orders.Sum(order => (order.UnitPrice * order.Quantity).Cents), cells.Kpis.GmvCents);
        Assert.Equal(Value(OrderStatus.Delivered), cells.Kpis.DeliveredGmvCents);
        Assert.Equal(Value(OrderStatus.Cancelled), cells.Kpis.CancelledGmvCents);
        Assert.All(
            cells.Changes.GroupBy(change => change.Id),
            order => Assert.True(order.Zip(order.Skip(1)).All(pair => pair.First.At < pair.Second.At)));
    }

    [Fact]
    public void A_calendar_that_never_comes_changes_nothing()
    {
        var normal = new Scenario { OrdersPerCellDay = 300 };
        Scenario later = normal with { Calendar = [new FlashSale { Days = Days(50, 60) }, new NormalDay { Days = Days(0, 9) }] };

        SimulatedCells without = SimulatedCells.Play(FaultPlan.Messy, 4, new CellRange(0, 1), normal);
        SimulatedCells with = SimulatedCells.Play(FaultPlan.Messy, 4, new CellRange(0, 1), later);

        Assert.Equal(without.Segments.OrderBy(segment => segment.Key), with.Segments.OrderBy(segment => segment.Key));
    }

    [Fact]
    public void The_day_before_an_entry_is_as_it_would_be_without_it()
    {
        var normal = new Scenario { OrdersPerCellDay = 300 };
        Scenario sale = normal with { Calendar = [new FlashSale { Days = Days(2, 2) }] };

        List<SalesRow> without = SimulatedCells.Play(FaultPlan.None, 3, new CellRange(0, 0), normal).Orders;
        List<SalesRow> with = SimulatedCells.Play(FaultPlan.None, 3, new CellRange(0, 0), sale).Orders;

        int before = without.Count(order => order.Id.Day < SimulatedCells.StartDay + 2);
        Assert.Equal(without.Take(before), with.Take(before));
        Assert.True(with.Count > without.Count * 1.3);
    }

    private static DaySelection Days(int first, int last) => new() { Ranges = [new DayRange(first, last)] };
}
