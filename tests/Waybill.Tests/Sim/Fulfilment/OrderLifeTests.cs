using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Events.Values;
using Waybill.Sim;
using Waybill.Sim.Faults;
using Waybill.Sim.Scenarios;
using Xunit;

namespace Waybill.Tests.Sim.Fulfilment;

public sealed class OrderLifeTests
{
    private static readonly (OrderStatus From, OrderStatus To)[] LegalMoves =
    [
        (OrderStatus.Pending, OrderStatus.Processing),
        (OrderStatus.Processing, OrderStatus.Shipped),
        (OrderStatus.Shipped, OrderStatus.Delivered),
        (OrderStatus.Delivered, OrderStatus.Returned),
        (OrderStatus.Pending, OrderStatus.Cancelled),
        (OrderStatus.Processing, OrderStatus.Cancelled),
    ];

    /// <summary>Many cancellations, short lanes: every kind of life within a few days.</summary>
    private readonly SimulatedCells _cells = SimulatedCells.Play(
        FaultPlan.Messy,
        20,
        new CellRange(2, 3),
        new Scenario { CancelledShare = 0.2m, LeadTimeScale = 0.05m, OrdersPerCellDay = 800 });

    [Fact]
    public void Orders_move_only_along_legal_ways_and_their_times_rise()
    {
        var now = _cells.Orders.ToDictionary(order => order.Id, order => (Status: OrderStatus.Pending, At: order.SoldAt));

        foreach (StatusRow change in _cells.Changes)
        {
            (OrderStatus status, Instant at) = now[change.Id];
            Assert.Contains((status, change.Status), LegalMoves);
            Assert.True(change.At > at, $"{change.Id}: {change.Status} at {change.At} after {status} at {at}");
            now[change.Id] = (change.Status, change.At);
        }

        Assert.Equal(6, now.Values.Select(order => order.Status).Distinct().Count());
        foreach (OrderStatus status in Enum.GetValues<OrderStatus>())
        {
            Assert.Equal(now.Values.Count(order => order.Status == status), _cells.Kpis.CurrentlyIn(status));
        }
    }

    [Fact]
    public void Counters_agree_with_the_rows()
    {
        var delivered = _cells.Changes.Where(change => change.Status == OrderStatus.Delivered).ToList();
        var orders = _cells.Orders.ToDictionary(order => order.Id);

        Assert.Equal(_cells.Orders.Count, _cells.Kpis.Orders);
        Assert.Equal(_cells.Orders.Sum(order => (order.UnitPrice * order.Quantity).Cents), _cells.Kpis.GmvCents);
        Assert.Equal(_cells.Orders.Sum(order => order.ShippingCost.Cents), _cells.Kpis.ShippingCents);
        Assert.Equal(delivered.Count, _cells.Kpis.Delivered);
        Assert.Equal(delivered.Sum(change => Value(change)), _cells.Kpis.DeliveredGmvCents);
        Assert.Equal(Values(OrderStatus.Cancelled), _cells.Kpis.CancelledGmvCents);
        Assert.Equal(Values(OrderStatus.Returned), _cells.Kpis.ReturnedGmvCents);
        Assert.Equal(
            delivered.Sum(change => change.At.Microseconds - orders[change.Id].SoldAt.Microseconds), _cells.Kpis.LeadTimeMicroseconds);
        Assert.Equal(delivered.Count(change => change.At <= orders[change.Id].PromisedAt), _cells.Kpis.OnTime);

        long Values(OrderStatus status) => _cells.Changes.Where(change => change.Status == status).Sum(Value);

        long Value(StatusRow change) => (orders[change.Id].UnitPrice * orders[change.Id].Quantity).Cents;
    }

    [Fact]
    public void Sources_number_their_rows_in_the_order_of_recording()
    {
        foreach (var cell in _cells.Orders.Select(order => (order.Id.Cell, At: order.SoldAt, order.SourceSeq))
            .Concat(_cells.Changes.Select(change => (change.Id.Cell, change.At, change.SourceSeq)))
            .GroupBy(row => row.Cell))
        {
            var rows = cell.OrderBy(row => row.SourceSeq).ToList();

            Assert.Equal(rows.Count, rows.DistinctBy(row => row.SourceSeq).Count());
            Assert.Equal(rows.Select(row => row.At).Order(), rows.Select(row => row.At));
        }
    }

    [Fact]
    public void Ids_are_unique_and_carry_the_day_of_the_order()
    {
        Assert.Equal(_cells.Orders.Count, _cells.Orders.DistinctBy(order => order.Id).Count());
        Assert.All(_cells.Orders, order => Assert.Equal(order.SoldAt.Day, order.Id.Day));
    }

    [Fact]
    public void A_promise_lies_after_its_order() =>
        Assert.All(_cells.Orders, order => Assert.True(order.PromisedAt > order.SoldAt));

    [Fact]
    public void A_slow_world_stays_within_the_calendar()
    {
        var slow = new Scenario
        {
            LeadTimeScale = 2m,
            OrdersPerCellDay = 200,
            ReturnDaysMedian = 30,
            Channels = [new("Slow", 1, 1, HandlingFactor: 10, 1)],
            Carriers = [new("Snail", 1, SpeedFactor: 10, Sigma: 2, ScanMinutes: 1_440)],
        };

        SimulatedCells cells = SimulatedCells.Play(FaultPlan.None, 30, new CellRange(0, 0), slow);

        Assert.True(cells.Orders.Count > 1_000);
    }
}
