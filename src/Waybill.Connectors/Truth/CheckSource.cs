using Waybill.DuckDb;
using Waybill.Events.Rows;

namespace Waybill.Connectors.Truth;

/// <summary>Hands clean inspections to DuckDB: the rows of <c>truth/qc_checks</c>.</summary>
internal sealed class CheckSource(RowPipe<CheckRow> rows, FactoryVocabulary vocabulary) : ITableSource
{
    private readonly FactoryIds<CheckRow> _ids = new(new CheckCsv(vocabulary));

    public static IReadOnlyList<DuckDbColumn> Columns { get; } =
    [
        new("check_id", DuckDbType.Varchar),
        new("batch_id", DuckDbType.Varchar),
        new("check_timestamp", DuckDbType.TimestampTz),
        new("inspector_id", DuckDbType.Varchar),
        new("pass_fail", DuckDbType.Varchar),
        new("defect_notes", DuckDbType.Varchar),
        new("source_seq", DuckDbType.BigInt),
        new("production_date", DuckDbType.Date),
    ];

    public int Fill(ChunkWriter chunk)
    {
        ReadOnlySpan<CheckRow> batch = rows.Read();
        if (batch.IsEmpty)
        {
            return 0;
        }

        for (int i = 0; i < batch.Length; i++)
        {
            ref readonly CheckRow row = ref batch[i];
            _ids.Set(chunk, 0, i, (int)CheckColumn.CheckId, in row);
            _ids.Set(chunk, 1, i, (int)CheckColumn.BatchId, in row);
            chunk.Int64(2)[i] = row.At.Microseconds;
            PinnedText.Set(chunk, 3, i, vocabulary.Inspectors.Raw(row.Inspector));
            PinnedText.Set(chunk, 4, i, FactoryVocabulary.Results.Raw(row.Passed ? 1 : 0));
            PinnedText.SetOrNull(chunk, 5, i, vocabulary.DefectNotes.Raw(row.Notes));
            chunk.Int64(6)[i] = row.SourceSeq;
            chunk.Int32(7)[i] = row.Day;
        }

        int count = batch.Length;
        rows.Release();
        return count;
    }

    public void Dispose()
    {
    }
}
