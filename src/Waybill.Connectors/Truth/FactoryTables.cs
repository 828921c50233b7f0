using Waybill.DuckDb;
using Waybill.Events.Rows;

namespace Waybill.Connectors.Truth;

/// <summary>The factories' clean rows in the database of the truth.</summary>
internal sealed class FactoryTables(DuckDbDatabase database, FactoryVocabulary vocabulary) : IDisposable
{
    public TruthTable<BatchRow> Batches { get; } =
        new(database, "production_batches", BatchSource.Columns, rows => new BatchSource(rows, vocabulary));

    public TruthTable<SensorRow> Readings { get; } =
        new(database, "sensor_logs", SensorSource.Columns, rows => new SensorSource(rows, vocabulary));

    public TruthTable<CheckRow> Checks { get; } =
        new(database, "qc_checks", CheckSource.Columns, rows => new CheckSource(rows, vocabulary));

    public TruthTable<OperatorLogRow> Logs { get; } =
        new(database, "operator_logs", OperatorLogSource.Columns, rows => new OperatorLogSource(rows, vocabulary));

    public void Dispose()
    {
        Batches.Dispose();
        Readings.Dispose();
        Checks.Dispose();
        Logs.Dispose();
    }
}
