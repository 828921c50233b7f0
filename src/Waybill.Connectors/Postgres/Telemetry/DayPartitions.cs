using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Waybill.Events.Values;

namespace Waybill.Connectors.Postgres.Telemetry;

/// <summary>The tables of the days, made when the first message of a day comes.</summary>
internal sealed class DayPartitions
{
    // Days since 1970 of 2000-01-01 and 2100-01-01: what lies outside shares one table, so that a broken clock does not make thousands.
    private const int FirstDay = 10_957;
    private const int EndDay = 47_482;

    private readonly ConcurrentDictionary<int, bool> _known = new();

    /// <summary>Index of the table of a moment; all moments outside the century before 2100 share -1.</summary>
    public static int DayOf(Instant moment) => moment.Day is >= FirstDay and < EndDay ? moment.Day : -1;

    /// <summary>Name of the table of a day.</summary>
    public static string TableOf(int day) => day < 0
        ? "telemetry.readings_other"
        : string.Create(CultureInfo.InvariantCulture, $"telemetry.readings_{Instant.FromDay(day).ToDateTime():yyyyMMdd}");

    /// <summary>Makes the table of a day where it is not, in a transaction of its own.</summary>
    public async Task RequireAsync(NpgsqlConnection connection, int day, CancellationToken cancellation)
    {
        if (day < 0 || _known.ContainsKey(day))
        {
            return;
        }

        // Attaching a table that is ready, unlike making a part of the parent, lets readers and writers of the parent go on.
        var table = TableOf(day);
        var sql = string.Create(CultureInfo.InvariantCulture, $$"""
            do $make$
            begin
                perform pg_advisory_xact_lock({{TelemetrySchema.LockKey}});
                if to_regclass('{{table}}') is null then
                    create table {{table}} (like telemetry.readings including defaults including constraints);
                    alter table telemetry.readings attach partition {{table}}
                        for values from ('{{Instant.FromDay(day)}}+00') to ('{{Instant.FromDay(day + 1)}}+00');
                end if;
            end
            $make$
            """);
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }

        _known[day] = true;
    }

    /// <summary>Asks again next time: the database may be another one, or a table was dropped.</summary>
    public void Forget() => _known.Clear();
}
