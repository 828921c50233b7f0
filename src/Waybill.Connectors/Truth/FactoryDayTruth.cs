using Waybill.Connectors.Files;
using Waybill.Events.Rows;

namespace Waybill.Connectors.Truth;

/// <summary>One day's clean rows of the factories: <c>truth/&lt;feed&gt;/yyyy-MM-dd.parquet</c>.</summary>
internal sealed class FactoryDayTruth(FactoryTables tables, string root, string file) : IDisposable
{
    private readonly TruthFile<BatchRow> _batches = new(tables.Batches, root, file);
    private readonly TruthFile<SensorRow> _readings = new(tables.Readings, root, file);
    private readonly TruthFile<CheckRow> _checks = new(tables.Checks, root, file);
    private readonly TruthFile<OperatorLogRow> _logs = new(tables.Logs, root, file);

    public void Append(
        ReadOnlySpan<BatchRow> batches,
        ReadOnlySpan<SensorRow> readings,
        ReadOnlySpan<CheckRow> checks,
        ReadOnlySpan<OperatorLogRow> logs)
    {
        _batches.Write(batches);
        _readings.Write(readings);
        _checks.Write(checks);
        _logs.Write(logs);
    }

    public void Complete()
    {
        _batches.End();
        _readings.End();
        _checks.End();
        _logs.End();
        _batches.Await();
        _readings.Await();
        _checks.Await();
        _logs.Await();
    }

    public IReadOnlyList<WrittenFile> Publish() =>
        [_batches.Publish(), _readings.Publish(), _checks.Publish(), _logs.Publish()];

    public void Dispose()
    {
        _batches.Dispose();
        _readings.Dispose();
        _checks.Dispose();
        _logs.Dispose();
    }
}
