using System.Text;
using Waybill.DuckDb;
using Waybill.Events.ColdChain;

namespace Waybill.Connectors.Truth;

/// <summary>Hands incidents to DuckDB: the rows of <c>truth/incidents</c>.</summary>
internal sealed class IncidentSource(RowPipe<IncidentRow> rows) : ITableSource
{
    public static IReadOnlyList<DuckDbColumn> Columns { get; } =
    [
        new("incident_id", DuckDbType.Varchar),
        new("kind", DuckDbType.Varchar),
        new("truck_id", DuckDbType.Varchar),
        new("trip_id", DuckDbType.Varchar),
        new("started_at", DuckDbType.TimestampTz),
        new("ended_at", DuckDbType.TimestampTz),
        new("cause", DuckDbType.Varchar),
    ];

    public int Fill(ChunkWriter chunk)
    {
        ReadOnlySpan<IncidentRow> batch = rows.Read();
        if (batch.IsEmpty)
        {
            return 0;
        }

        for (int i = 0; i < batch.Length; i++)
        {
            ref readonly IncidentRow row = ref batch[i];
            SetText(chunk, 0, i, row.IncidentId);
            SetText(chunk, 1, i, IncidentKinds.Name(row.Kind));
            SetText(chunk, 2, i, row.TruckId);
            SetText(chunk, 3, i, row.TripId);
            chunk.Int64(4)[i] = row.StartedAt.Microseconds;
            chunk.Int64(5)[i] = row.EndedAt.Microseconds;
            SetText(chunk, 6, i, row.Cause);
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
