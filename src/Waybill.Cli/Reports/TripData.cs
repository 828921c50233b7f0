using Waybill.Events;
using Waybill.Pipeline.Engine;

namespace Waybill.Cli.Reports;

/// <summary>All that the lake knows of a trip.</summary>
/// <param name="Trip">Its row of gold.fct_trip.</param>
/// <param name="Readings">Its readings in the order of their times.</param>
/// <param name="Excursions">Its rows of gold.fct_excursion.</param>
/// <param name="Alerts">Its rows of gold.fct_alert.</param>
/// <param name="Shipments">What it carried.</param>
internal sealed record TripData(
    ReportRow Trip,
    IReadOnlyList<TripReading> Readings,
    IReadOnlyList<ReportRow> Excursions,
    IReadOnlyList<ReportRow> Alerts,
    IReadOnlyList<ReportRow> Shipments)
{
    /// <exception cref="WaybillException">The lake has no trips, or not this one.</exception>
    public static TripData Load(LakeQuery query, string tripId)
    {
        var tables = query.Connection.List<string>("select schema_name || '.' || view_name from duckdb_views() union select schema_name || '.' || table_name from duckdb_tables()")
            .ToHashSet(StringComparer.Ordinal);
        if (!tables.Contains("gold.fct_trip"))
        {
            throw new WaybillException(WaybillErrorKind.Usage, "The lake has no trips.", "Simulate trucks with a scenario that has them (waybill simulate --scenario cold_chain), or land telemetry, then: waybill run");
        }

        var trips = Rows(query, "select * from gold.fct_trip where trip_id = ?", tripId);
        if (trips.Count == 0)
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"There is no trip '{tripId}'.", $"Trips are called like {Some(query)}. See: waybill sql \"select trip_id, truck_id, trip_date from gold.fct_trip\"");
        }

        return new TripData(
            trips[0],
            ReadReadings(query, tripId),
            Optional("gold.fct_excursion", "select * from gold.fct_excursion where trip_id = ? order by started_at"),
            Optional("gold.fct_alert", "select * from gold.fct_alert where trip_id = ? order by opened_at, alert_id"),
            Optional("silver.shipments", "select * from silver.shipments where trip_id = ? order by shipment_id"));

        IReadOnlyList<ReportRow> Optional(string table, string sql) => tables.Contains(table) ? Rows(query, sql, tripId) : [];
    }

    private static string Some(LakeQuery query) =>
        query.Connection.List<string>("select trip_id from gold.fct_trip order by trip_id limit 1") is [var first, ..] ? $"'{first}'" : "nothing yet";

    private static List<ReportRow> Rows(LakeQuery query, string sql, string tripId)
    {
        using var statement = query.Connection.Prepare(sql);
        using var result = statement.Bind(1, tripId).Query();
        var rows = new List<ReportRow>();
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                rows.Add(new ReportRow(result.Columns.Select((c, i) => (c.Name, Value: chunk.Value(i, row))).ToDictionary(c => c.Name, c => c.Value)));
            }
        }

        return rows;
    }

    private static List<TripReading> ReadReadings(LakeQuery query, string tripId) =>
    [
        .. Rows(query, "select reading_at, temp_c, cargo_temp_c, set_point_c, ambient_c, door_open, is_late from silver.telemetry where trip_id = ? order by reading_at", tripId)
            .Select(r => new TripReading(
                (DateTime)r["reading_at"]!, Number(r["temp_c"]), Number(r["cargo_temp_c"]), Number(r["set_point_c"]), Number(r["ambient_c"]),
                r["door_open"] is true)),
    ];

    private static double? Number(object? value) => value is decimal number ? (double)number : null;
}
