using FsCheck;
using FsCheck.Fluent;
using Waybill.Events;
using Waybill.Sim;
using Waybill.Sim.Faults;
using Waybill.Sim.Scenarios;
using Xunit;

namespace Waybill.Tests.Sim.Faults;

public sealed class FaultSnapshotTests
{
    private static readonly Scenario Small = new() { OrdersPerCellDay = 150, LeadTimeScale = 0.1m };

    [Fact]
    public void A_damaged_state_is_an_error_or_another_state_but_never_a_wild_read()
    {
        SimulatedCells cells = SimulatedCells.Play(FaultPlan.Messy, 2, new CellRange(0, 0), Small);
        byte[] state = cells.States[0];
        var simulator = new CellSimulator(cells.Plan);
        var day = new CellDay();

        // The file of cells has checksums; this is the line of defence behind them.
        Prop.ForAll(Gen.Choose(0, state.Length - 1).ToArbitrary(), length =>
        {
            var error = Assert.Throws<WaybillException>(
                () => simulator.Play(0, SimulatedCells.StartDay + 2, state.AsSpan(0, length), day));
            Assert.Equal(WaybillErrorKind.Corrupt, error.Kind);
        }).QuickCheckThrowOnFailure();
        simulator.Play(0, SimulatedCells.StartDay + 2, state, day);
    }
}
