using Waybill.DuckDb;
using Waybill.Events.Rows;

namespace Waybill.Connectors.Truth;

/// <summary>Hands clean log entries to DuckDB: the rows of <c>truth/operator_logs</c>.</summary>
internal sealed class OperatorLogSource(RowPipe<OperatorLogRow> rows, FactoryVocabulary vocabulary) : ITableSource
{
    private readonly FactoryIds<OperatorLogRow> _ids = new(new OperatorLogCsv(vocabulary));

    public static IReadOnlyList<DuckDbColumn> Columns { get; } =
    [
        new("log_id", DuckDbType.Varchar),
        new("machine_id", DuckDbType.Varchar),
        new("operator_id", DuckDbType.Varchar),
        new("log_timestamp", DuckDbType.TimestampTz),
        new("action", DuckDbType.Varchar),
        new("notes", DuckDbType.Varchar),
        new("source_seq", DuckDbType.BigInt),
        new("production_date", DuckDbType.Date),
    ];

    public int Fill(ChunkWriter chunk)
    {
        ReadOnlySpan<OperatorLogRow> batch = rows.Read();
        if (batch.IsEmpty)
        {
            return 0;
        }

        for (int i = 0; i < batch.Length; i++)
        {
            ref readonly OperatorLogRow row = ref batch[i];
            _ids.Set(chunk, 0, i, (int)OperatorLogColumn.LogId, in row);
            PinnedText.Set(chunk, 1, i, vocabulary.Machines.Raw(row.Machine));
            PinnedText.Set(chunk, 2, i, vocabulary.Operators.Raw(row.Operator));
            chunk.Int64(3)[i] = row.At.Microseconds;
            PinnedText.Set(chunk, 4, i, FactoryVocabulary.Actions.Raw((int)row.Action));
            PinnedText.SetOrNull(chunk, 5, i, vocabulary.OperatorNotes.Raw(row.Notes));
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
