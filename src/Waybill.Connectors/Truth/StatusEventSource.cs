using Waybill.DuckDb;
using Waybill.Events.Rows;
using Waybill.Events.Text;

namespace Waybill.Connectors.Truth;

/// <summary>Hands clean status changes to DuckDB: the rows of <c>truth/order_status_events</c>.</summary>
internal sealed class StatusEventSource(RowPipe<StatusRow> rows) : ITableSource
{
    private readonly OrderIdTextCache _ids = new();
    private readonly byte[] _id = new byte[64];

    public static IReadOnlyList<DuckDbColumn> Columns { get; } =
    [
        new("order_id", DuckDbType.Varchar),
        new("status", DuckDbType.Varchar),
        new("status_at", DuckDbType.TimestampTz),
        new("source_seq", DuckDbType.BigInt),
    ];

    public int Fill(ChunkWriter chunk)
    {
        ReadOnlySpan<StatusRow> batch = rows.Read();
        if (batch.IsEmpty)
        {
            return 0;
        }

        Span<long> at = chunk.Int64(2);
        Span<long> sequence = chunk.Int64(3);
        for (int i = 0; i < batch.Length; i++)
        {
            ref readonly StatusRow row = ref batch[i];
            chunk.SetBlob(0, i, _id.AsSpan(0, _ids.Write(ref _id[0], 0, row.Id)));
            PinnedText.Set(chunk, 1, i, FeedVocabulary.Statuses.Raw((int)row.Status));
            at[i] = row.At.Microseconds;
            sequence[i] = row.SourceSeq;
        }

        int count = batch.Length;
        rows.Release();
        return count;
    }

    public void Dispose()
    {
    }
}
