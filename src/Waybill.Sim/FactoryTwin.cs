using Waybill.Events.Rows;
using Waybill.Sim.Factory;

namespace Waybill.Sim;

/// <summary>Writes a factory's day once more, as it should be.</summary>
internal sealed class FactoryTwin(FactoryVocabulary vocabulary)
{
    private readonly CleanDayWriter<BatchRow> _batches = new(new BatchCsv(vocabulary));
    private readonly CleanDayWriter<SensorRow> _readings = new(new SensorJson(vocabulary));
    private readonly CleanDayWriter<CheckRow> _checks = new(new CheckCsv(vocabulary));
    private readonly CleanDayWriter<OperatorLogRow> _logs = new(new OperatorLogCsv(vocabulary));

    public void Write(int day, FactoryRows rows, CellDay result)
    {
        _batches.Write(day, rows.Batches, result.FactoryTwinSegment(0));
        _readings.Write(day, rows.Readings, result.FactoryTwinSegment(1));
        _checks.Write(day, rows.Checks, result.FactoryTwinSegment(2));
        _logs.Write(day, rows.Logs, result.FactoryTwinSegment(3));
    }
}
