using Waybill.DuckDb;
using Waybill.Events.Rows;

namespace Waybill.Connectors.Truth;

/// <summary>Hands clean sensor readings to DuckDB: the rows of <c>truth/sensor_logs</c>.</summary>
internal sealed class SensorSource(RowPipe<SensorRow> rows, FactoryVocabulary vocabulary) : ITableSource
{
    private readonly FactoryIds<SensorRow> _ids = new(new SensorJson(vocabulary));

    public static IReadOnlyList<DuckDbColumn> Columns { get; } =
    [
        new("machine_id", DuckDbType.Varchar),
        new("timestamp", DuckDbType.TimestampTz),
        new("temperature", DuckDbType.Decimal(18, 1)),
        new("pressure", DuckDbType.Decimal(18, 2)),
        new("energy_kwh", DuckDbType.Decimal(18, 3)),
        new("efficiency_percent", DuckDbType.Decimal(18, 1)),
        new("batch_id", DuckDbType.Varchar),
        new("source_seq", DuckDbType.BigInt),
        new("production_date", DuckDbType.Date),
    ];

    public int Fill(ChunkWriter chunk)
    {
        ReadOnlySpan<SensorRow> batch = rows.Read();
        if (batch.IsEmpty)
        {
            return 0;
        }

        for (int i = 0; i < batch.Length; i++)
        {
            ref readonly SensorRow row = ref batch[i];
            PinnedText.Set(chunk, 0, i, vocabulary.Machines.Raw(row.Batch.Machine));
            chunk.Int64(1)[i] = row.At.Microseconds;
            chunk.Int64(2)[i] = row.DeciCelsius;
            chunk.Int64(3)[i] = row.Centibar;
            chunk.Int64(4)[i] = row.WattHours;
            chunk.Int64(5)[i] = row.EfficiencyPerMille;
            _ids.Set(chunk, 6, i, (int)SensorColumn.BatchId, in row);
            chunk.Int64(7)[i] = row.SourceSeq;
            chunk.Int32(8)[i] = row.Batch.Day;
        }

        int count = batch.Length;
        rows.Release();
        return count;
    }

    public void Dispose()
    {
    }
}
