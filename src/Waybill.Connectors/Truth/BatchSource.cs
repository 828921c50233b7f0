using Waybill.DuckDb;
using Waybill.Events.Rows;

namespace Waybill.Connectors.Truth;

/// <summary>Hands clean batches to DuckDB: the rows of <c>truth/production_batches</c>.</summary>
internal sealed class BatchSource(RowPipe<BatchRow> rows, FactoryVocabulary vocabulary) : ITableSource
{
    private readonly FactoryIds<BatchRow> _ids = new(new BatchCsv(vocabulary));

    public static IReadOnlyList<DuckDbColumn> Columns { get; } =
    [
        new("batch_id", DuckDbType.Varchar),
        new("machine_id", DuckDbType.Varchar),
        new("product_name", DuckDbType.Varchar),
        new("start_time", DuckDbType.TimestampTz),
        new("end_time", DuckDbType.TimestampTz),
        new("units_produced", DuckDbType.Integer),
        new("units_defective", DuckDbType.Integer),
        new("factory_id", DuckDbType.Varchar),
        new("units_consumed", DuckDbType.Integer),
        new("operator_id", DuckDbType.Varchar),
        new("source_seq", DuckDbType.BigInt),
        new("production_date", DuckDbType.Date),
    ];

    public int Fill(ChunkWriter chunk)
    {
        ReadOnlySpan<BatchRow> batch = rows.Read();
        if (batch.IsEmpty)
        {
            return 0;
        }

        for (int i = 0; i < batch.Length; i++)
        {
            ref readonly BatchRow row = ref batch[i];
            _ids.Set(chunk, 0, i, (int)BatchColumn.BatchId, in row);
            PinnedText.Set(chunk, 1, i, vocabulary.Machines.Raw(row.Id.Machine));
            PinnedText.Set(chunk, 2, i, vocabulary.Products.Raw(row.Product));
            chunk.Int64(3)[i] = row.StartedAt.Microseconds;
            chunk.Int64(4)[i] = row.EndedAt.Microseconds;
            chunk.Int32(5)[i] = row.Produced;
            chunk.Int32(6)[i] = row.Defective;
            PinnedText.Set(chunk, 7, i, vocabulary.Factories.Raw(row.Factory));
            chunk.Int32(8)[i] = row.Consumed;
            PinnedText.Set(chunk, 9, i, vocabulary.Operators.Raw(row.Operator));
            chunk.Int64(10)[i] = row.SourceSeq;
            chunk.Int32(11)[i] = row.Id.Day;
        }

        int count = batch.Length;
        rows.Release();
        return count;
    }

    public void Dispose()
    {
    }
}
