using System.Text;
using Waybill.DuckDb;
using Waybill.Events.ColdChain;

namespace Waybill.Connectors.Truth;

/// <summary>Hands runs above the limit to DuckDB: the rows of <c>truth/breaches</c>.</summary>
internal sealed class BreachSource(RowPipe<BreachRow> rows) : ITableSource
{
    public static IReadOnlyList<DuckDbColumn> Columns { get; } =
    [
        new("trip_id", DuckDbType.Varchar),
        new("truck_id", DuckDbType.Varchar),
        new("started_at", DuckDbType.TimestampTz),
        new("ended_at", DuckDbType.TimestampTz),
        new("peak_milli", DuckDbType.Integer),
        new("readings", DuckDbType.Integer),
    ];

    public int Fill(ChunkWriter chunk)
    {
        ReadOnlySpan<BreachRow> batch = rows.Read();
        if (batch.IsEmpty)
        {
            return 0;
        }

        for (int i = 0; i < batch.Length; i++)
        {
            ref readonly BreachRow row = ref batch[i];
            SetText(chunk, 0, i, row.TripId);
            SetText(chunk, 1, i, row.TruckId);
            chunk.Int64(2)[i] = row.StartedAt.Microseconds;
            if (row.EndedAt is { } end)
            {
                chunk.Int64(3)[i] = end.Microseconds;
            }
            else
            {
                chunk.SetNull(3, i);
            }

            chunk.Int32(4)[i] = row.PeakMilli;
            chunk.Int32(5)[i] = row.Readings;
        }

        int count = batch.Length;
        rows.Release();
        return count;
    }

    public void Dispose()
    {
    }

    private static void SetText(ChunkWriter chunk, int column, int row, string text) =>
        chunk.SetText(column, row, Encoding.UTF8.GetBytes(text));
}
