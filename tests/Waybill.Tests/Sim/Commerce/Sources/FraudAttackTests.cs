using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Sim;
using Waybill.Sim.Faults;
using Waybill.Sim.Scenarios;
using Xunit;

namespace Waybill.Tests.Sim.Commerce.Sources;

/// <summary>The signatures of the four patterns with their default knobs, one a day, as far as orders show them.</summary>
public sealed class FraudAttackTests : IClassFixture<FraudAttackTests.Week>
{
    private readonly Week _week;

    public FraudAttackTests(Week week) => _week = week;

    [Theory]
    [InlineData(FraudPattern.CardTesting)]
    [InlineData(FraudPattern.AccountTakeover)]
    [InlineData(FraudPattern.PromoAbuse)]
    [InlineData(FraudPattern.Velocity)]
    public void An_attack_has_its_orders_in_its_window_and_nowhere_else(FraudPattern pattern)
    {
        FraudAttack attack = FraudAttack.Of(pattern);
        SourcedOrder[] orders = Of(pattern);

        Assert.InRange(orders.Length / (4.0 * attack.Orders), 0.75, 1.25);
        Assert.All(orders, order => Assert.Equal((int)pattern + 1, order.WorldDay));
        Assert.All(orders, order => Assert.InRange(order.Minute, attack.StartMinute, attack.StartMinute + attack.Minutes - 1));
    }

    [Fact]
    public void Card_testing_starts_and_stops_at_once_with_small_amounts_that_are_nearly_all_declined()
    {
        FraudAttack attack = FraudAttack.Of(FraudPattern.CardTesting);
        SourcedOrder[] orders = Of(FraudPattern.CardTesting);
        double[] thirds = [.. orders.CountBy(order => (order.Minute - attack.StartMinute) * 3 / attack.Minutes)
            .OrderBy(third => third.Key).Select(third => third.Value / (double)orders.Length)];

        Assert.All(thirds, third => Assert.InRange(third, 0.27, 0.40));
        Assert.InRange(Median(orders) / Median(Honest), 0.02, 0.3);
        Assert.InRange(CancelledShare(orders), 0.9, 0.98);
        Assert.InRange(CancelledShare(Honest), 0.004, 0.008);
        Assert.InRange(orders.Where(IsCancelled).Average(order => MinutesToCancellation(order) < 15 ? 1.0 : 0), 0.95, 1);
    }

    [Fact]
    public void Hijacked_accounts_have_dear_baskets_within_hours_and_another_address()
    {
        SourcedOrder[] orders = Of(FraudPattern.AccountTakeover);
        var accounts = orders.GroupBy(order => (order.Row.Id.Cell, order.Facts.Buyer)).ToList();

        Assert.True(Median(orders) > 5 * Median(Honest));
        Assert.All(accounts, account => Assert.InRange(account.Max(order => order.Minute) - account.Min(order => order.Minute), 0, 120));
        Assert.InRange(accounts.Average(account => account.Select(order => order.Row.Destination).Distinct().Count()), 1, 1.01);
        Assert.All(orders, order => Assert.InRange(order.Facts.Buyer, 0, 19_999));
        Assert.True(CancelledShare(orders) < 0.35);
    }

    [Fact]
    public void Promotion_abusers_use_an_account_once_and_few_addresses()
    {
        foreach (IGrouping<int, SourcedOrder> cell in Of(FraudPattern.PromoAbuse).GroupBy(order => order.Row.Id.Cell))
        {
            Assert.Equal(cell.Count(), cell.Select(order => order.Facts.Buyer).Distinct().Count());
            Assert.All(cell, order => Assert.True(order.Facts.Buyer >= 20_000));
            Assert.InRange(cell.Select(order => order.Facts.Actor).Distinct().Count(), 3, 4);
            Assert.InRange(cell.Select(order => order.Row.Destination).Distinct().Count(), 1, 4);
        }
    }

    [Fact]
    public void Spenders_place_many_dear_orders_in_a_short_time_and_most_are_approved()
    {
        SourcedOrder[] orders = Of(FraudPattern.Velocity);
        var accounts = orders.GroupBy(order => (order.Row.Id.Cell, order.Facts.Buyer)).ToList();

        Assert.True(Median(orders) > 5 * Median(Honest));
        Assert.InRange(accounts.Average(account => account.Count()), 5, 10);
        Assert.All(accounts, account => Assert.InRange(account.Max(order => order.Minute) - account.Min(order => order.Minute), 0, 60));
        Assert.True(CancelledShare(orders) < 0.28);
    }

    private IEnumerable<SourcedOrder> Honest => _week.Orders.Where(order => order.Entry is null);

    private SourcedOrder[] Of(FraudPattern pattern) => [.. _week.Orders.Where(order => order.Pattern == pattern)];

    private static double Median(IEnumerable<SourcedOrder> orders)
    {
        long[] values = [.. orders.Select(order => (order.Row.UnitPrice * order.Row.Quantity).Cents).Order()];
        return values[values.Length / 2];
    }

    private double CancelledShare(IEnumerable<SourcedOrder> orders) => orders.Average(order => IsCancelled(order) ? 1.0 : 0);

    private bool IsCancelled(SourcedOrder order) => _week.Cancellations.ContainsKey(order.Row.Id);

    private double MinutesToCancellation(SourcedOrder order) =>
        (_week.Cancellations[order.Row.Id].At.Seconds - order.Row.SoldAt.Seconds) / 60.0;

    public sealed class Week
    {
        public Week()
        {
            var scenario = new Scenario
            {
                Calendar =
                [
                    .. Enum.GetValues<FraudPattern>().Select(pattern => FraudAttack.Of(pattern) with
                    {
                        Days = new DaySelection { Ranges = [new DayRange((int)pattern + 1, (int)pattern + 1)] },
                    }),
                ],
            };
            SimulatedCells cells = SimulatedCells.Play(FaultPlan.None, 7, new CellRange(0, 3), scenario);
            Orders = SourcedOrder.Of(cells);
            Cancellations = cells.Changes.Where(change => change.Status == OrderStatus.Cancelled).ToDictionary(change => change.Id);
        }

        internal SourcedOrder[] Orders { get; }

        internal Dictionary<Waybill.Events.Values.OrderId, StatusRow> Cancellations { get; }
    }
}
