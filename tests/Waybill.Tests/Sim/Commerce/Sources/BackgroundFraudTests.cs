using Waybill.Sim;
using Waybill.Sim.Faults;
using Waybill.Sim.Scenarios;
using Xunit;

namespace Waybill.Tests.Sim.Commerce.Sources;

public sealed class BackgroundFraudTests
{
    private readonly SourcedOrder[] _orders = SourcedOrder.Of(
        SimulatedCells.Play(FaultPlan.None, 28, new CellRange(0, 3), new Scenario { BackgroundFraud = 0.01m }));

    [Fact, Long]
    public void One_order_in_a_hundred_is_fraudulent_and_every_pattern_has_its_share()
    {
        SourcedOrder[] fraud = [.. _orders.Where(order => order.Pattern is not null)];
        var shares = fraud.CountBy(order => order.Pattern.GetValueOrDefault()).ToDictionary(pair => pair.Key, pair => pair.Value / (double)fraud.Length);

        Assert.InRange(fraud.Length / (double)_orders.Length, 0.0085, 0.0115);
        Assert.InRange(shares[FraudPattern.CardTesting], 0.22, 0.38);
        Assert.InRange(shares[FraudPattern.AccountTakeover], 0.14, 0.26);
        Assert.InRange(shares[FraudPattern.PromoAbuse], 0.18, 0.32);
        Assert.InRange(shares[FraudPattern.Velocity], 0.18, 0.32);
    }

    [Theory, Long]
    [InlineData(FraudPattern.CardTesting, 3)]
    [InlineData(FraudPattern.PromoAbuse, 4)]
    [InlineData(FraudPattern.Velocity, 3)]
    public void Fraudsters_come_in_runs(FraudPattern pattern, int atLeast)
    {
        double perRun = _orders.Where(order => order.Pattern == pattern)
            .GroupBy(order => (order.Row.Id.Cell, order.Row.Id.Day, order.Facts.Actor))
            .Average(run => run.Count());

        Assert.True(perRun >= atLeast, $"{pattern}: {perRun}");
    }

    [Fact, Long]
    public void There_are_as_many_orders_as_without_fraud()
    {
        SimulatedCells without = SimulatedCells.Play(FaultPlan.None, 28, new CellRange(0, 3));

        Assert.Equal(without.Orders.Count, _orders.Length);
    }
}
