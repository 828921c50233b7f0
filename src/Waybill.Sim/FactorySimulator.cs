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
    private readonly CleanWriter<BatchRow> _batches;
    private readonly CleanWriter<SensorRow> _readings;
    private readonly CleanWriter<CheckRow> _checks;
    private readonly CleanWriter<OperatorLogRow> _logs;

    public FactorySimulator(WorldPlan plan, Plant plant, FaultLedger ledger)
    {
        _plan = plan;
        _cell = new FactoryCell(plan.World, plant);
        _batches = new CleanWriter<BatchRow>(new BatchCsv(plant.Vocabulary));
        _readings = new CleanWriter<SensorRow>(new SensorJson(plant.Vocabulary));
        _checks = new CleanWriter<CheckRow>(new CheckCsv(plant.Vocabulary));
        _logs = new CleanWriter<OperatorLogRow>(new OperatorLogCsv(plant.Vocabulary));
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
        Write(_batches, rows.Batches, day, result.FactorySegment(0));
        Write(_readings, rows.Readings, day, result.FactorySegment(1));
        Write(_checks, rows.Checks, day, result.FactorySegment(2));
        Write(_logs, rows.Logs, day, result.FactorySegment(3));
        result.FactoryKpis.Add(_cell.Kpis);

        var writer = new SnapshotWriter(result.State);
        _cell.Save(writer);
        _batches.Save(writer);
        _readings.Save(writer);
        _checks.Save(writer);
        _logs.Save(writer);
    }

    private static void Write<TRow>(IFeedWriter<TRow> writer, ReadOnlySpan<TRow> rows, int day, FeedSegment segment)
        where TRow : struct
    {
        writer.Begin(DropWindow.LastOf(day), segment);
        foreach (ref readonly TRow row in rows)
        {
            writer.Write(in row);
        }

        writer.End();
    }
}
