using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Sim.Factory;
using Waybill.Sim.Faults;
using Waybill.Sim.Kernel;

namespace Waybill.Sim;

/// <summary>
/// Plays one factory for one day. Its rows are few, so the day is played first and then written feed by feed; what is
/// written later can know what became of the batches.
/// </summary>
internal sealed class FactorySimulator
{
    private readonly WorldPlan _plan;
    private readonly FactoryCell _cell;
    private readonly FactoryTwin? _twin;
    private readonly IDayWriter<BatchRow> _batches;
    private readonly IDayWriter<SensorRow> _readings;
    private readonly IDayWriter<CheckRow> _checks;
    private readonly IDayWriter<OperatorLogRow> _logs;

    public FactorySimulator(WorldPlan plan, Plant plant, FaultLedger ledger)
    {
        _plan = plan;
        _cell = new FactoryCell(plan.World, plant);
        _twin = plan.HasTwin ? new FactoryTwin(plant.Vocabulary) : null;
        var batches = new BatchCsv(plant.Vocabulary);
        var readings = new SensorJson(plant.Vocabulary);
        var checks = new CheckCsv(plant.Vocabulary);
        var logs = new OperatorLogCsv(plant.Vocabulary);
        if (!plan.HasFaults)
        {
            _batches = new CleanDayWriter<BatchRow>(batches);
            _readings = new CleanDayWriter<SensorRow>(readings);
            _checks = new CleanDayWriter<CheckRow>(checks);
            _logs = new CleanDayWriter<OperatorLogRow>(logs);
            return;
        }

        var faultyBatches = new BatchFaultWriter(batches, FaultsOf(FeedCatalogue.ProductionBatches), plant);
        _batches = faultyBatches;
        _readings = new SensorFaultWriter(readings, FaultsOf(FeedCatalogue.SensorLogs), plant);
        _checks = new CheckFaultWriter(checks, FaultsOf(FeedCatalogue.QcChecks), plant, faultyBatches);
        _logs = new OperatorLogFaultWriter(logs, FaultsOf(FeedCatalogue.OperatorLogs), plant);

        FeedFaults FaultsOf(FeedDefinition feed) => new(feed, plan, ledger, plant.SecondsAheadOfUtc);
    }

    /// <param name="cell">Number of the factory among the cells.</param>
    /// <param name="day">The plant's own day, which is written with the drop that ends that day (UTC).</param>
    /// <param name="state">The factory's state after the day before; not looked at on the world's first day.</param>
    /// <param name="result">Empty.</param>
    public void Play(int cell, int day, ReadOnlySpan<byte> state, CellDay result)
    {
        int factory = cell - WorldPlan.FirstFactory;
        if (day == _plan.StartDay)
        {
            _cell.Open(factory, day);
            _batches.Open(cell);
            _readings.Open(cell);
            _checks.Open(cell);
            _logs.Open(cell);
        }
        else
        {
            var reader = new SnapshotReader(state);
            _cell.Load(factory, day, ref reader);
            _batches.Load(cell, ref reader);
            _readings.Load(cell, ref reader);
            _checks.Load(cell, ref reader);
            _logs.Load(cell, ref reader);
        }

        FactoryRows rows = result.Factory;
        _cell.Play(day, rows);
        _batches.Write(day, rows.Batches, result.FactorySegment(0));
        _readings.Write(day, rows.Readings, result.FactorySegment(1));
        _checks.Write(day, rows.Checks, result.FactorySegment(2));
        _logs.Write(day, rows.Logs, result.FactorySegment(3));
        _twin?.Write(day, rows, result);
        result.FactoryKpis.Add(_cell.Kpis);

        var writer = new SnapshotWriter(result.State);
        _cell.Save(writer);
        _batches.Save(writer);
        _readings.Save(writer);
        _checks.Save(writer);
        _logs.Save(writer);
    }
}
