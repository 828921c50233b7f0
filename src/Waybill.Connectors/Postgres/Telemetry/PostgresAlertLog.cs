using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Waybill.Connectors.Live;
using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;

namespace Waybill.Connectors.Postgres.Telemetry;

/// <summary>What was said about alerts as rows of <c>telemetry.alert_log</c>, each change once.</summary>
public sealed class PostgresAlertLog : IAlertLog
{
    private static readonly string Insert = string.Create(CultureInfo.InvariantCulture, $"""
        insert into telemetry.alert_log (alert_id, mark, change, changed_at, rule, truck_id, started_at, opened_at, closed_at, closed_reason,
            severity, trip_id, segment, cargo, limit_value, opening_value, peak_value, bad_readings, breach_in_s)
        values ({string.Join(", ", Enumerable.Range(1, 19).Select(i => $"${i}"))})
        on conflict do nothing
        """);

    private readonly ConnectionPool _pool;

    /// <param name="database">One to which <see cref="TelemetrySchema"/> was applied.</param>
    public PostgresAlertLog(PostgresDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        _pool = new ConnectionPool(database, size: 1);
    }

    public Task WriteAsync(IReadOnlyList<AlertChange> changes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return changes.Count == 0 ? Task.CompletedTask : _pool.UseAsync(async connection =>
        {
            // One batch is one transaction.
            var batch = new NpgsqlBatch(connection);
            await using (batch.ConfigureAwait(false))
            {
                foreach (var change in changes)
                {
                    batch.BatchCommands.Add(Command(change));
                }

                return await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            }
        }, cancellation);
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private static NpgsqlBatchCommand Command(AlertChange change)
    {
        var alert = change.Alert;
        return new NpgsqlBatchCommand(Insert)
        {
            Parameters =
            {
                Text(alert.AlertId), Text(AlertText.Mark(change)), Text(AlertText.Kind(change.Kind)), Time(change.At), Text(alert.Rule), Text(alert.TruckId),
                Time(alert.StartedAt), Time(alert.OpenedAt), Time(alert.ClosedAt), Text(AlertText.Reason(alert.End)), Text(AlertText.Severity(alert.Severity)),
                Text(alert.TripId), Text(alert.Segment), Text(alert.Cargo), Number(alert.LimitValue), Number(alert.OpeningValue), Number(alert.PeakValue),
                Number(alert.BadReadings), Number(alert.BreachInSeconds ?? TelemetryReading.Missing),
            },
        };
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Time(Instant? value) => new()
    {
        Value = value is { } time ? DateTime.SpecifyKind(time.ToDateTime(), DateTimeKind.Utc) : DBNull.Value,
        NpgsqlDbType = NpgsqlDbType.TimestampTz,
    };

    private static NpgsqlParameter Number(int value) => new()
    {
        Value = value == TelemetryReading.Missing ? DBNull.Value : value,
        NpgsqlDbType = NpgsqlDbType.Integer,
    };
}
