using System.Text;
using Waybill.DuckDb;
using Waybill.Events.ColdChain;

namespace Waybill.Connectors.Truth;

/// <summary>Hands what became of trips to DuckDB: the rows of <c>truth/trips</c>.</summary>
internal sealed class TripSource(RowPipe<TripTruthRow> rows) : ITableSource
{
    public static IReadOnlyList<DuckDbColumn> Columns { get; } =
    [
        new("trip_id", DuckDbType.Varchar),
        new("truck_id", DuckDbType.Varchar),
        new("driver_id", DuckDbType.Varchar),
        new("route", DuckDbType.Varchar),
        new("cargo", DuckDbType.Varchar),
        new("departed_at", DuckDbType.TimestampTz),
        new("arrived_at", DuckDbType.TimestampTz),
        new("distance_m", DuckDbType.BigInt),
        new("fuel_ml", DuckDbType.BigInt),
        new("driving_s", DuckDbType.BigInt),
        new("idle_s", DuckDbType.BigInt),
        new("harsh_events", DuckDbType.Integer),
        new("readings_made", DuckDbType.Integer),
        new("readings_written", DuckDbType.Integer),
    ];

    public int Fill(ChunkWriter chunk)
    {
        ReadOnlySpan<TripTruthRow> batch = rows.Read();
        if (batch.IsEmpty)
        {
            return 0;
        }

        for (int i = 0; i < batch.Length; i++)
        {
            ref readonly TripTruthRow row = ref batch[i];
            SetText(chunk, 0, i, row.TripId);
            SetText(chunk, 1, i, row.TruckId);
            SetText(chunk, 2, i, row.DriverId);
            SetText(chunk, 3, i, row.Route);
            SetText(chunk, 4, i, CargoKinds.Name(row.Cargo));
            chunk.Int64(5)[i] = row.DepartedAt.Microseconds;
            chunk.Int64(6)[i] = row.ArrivedAt.Microseconds;
            chunk.Int64(7)[i] = row.DistanceMetres;
            chunk.Int64(8)[i] = row.FuelMillilitres;
            chunk.Int64(9)[i] = row.DrivingSeconds;
            chunk.Int64(10)[i] = row.IdleSeconds;
            chunk.Int32(11)[i] = row.HarshEvents;
            chunk.Int32(12)[i] = row.ReadingsMade;
            chunk.Int32(13)[i] = row.ReadingsWritten;
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
