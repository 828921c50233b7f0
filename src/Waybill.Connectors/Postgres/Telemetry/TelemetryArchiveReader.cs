using System.Runtime.CompilerServices;
using System.Text;
using Npgsql;
using Waybill.Events;
using Waybill.Events.Live;
using Waybill.Events.Values;

namespace Waybill.Connectors.Postgres.Telemetry;

/// <summary>Reads the archive in the order of reception, as one partition whose offsets count from zero.</summary>
/// <param name="database">Where it is.</param>
public sealed class TelemetryArchiveReader(PostgresDatabase database)
{
    private const int BatchMessages = 5_000;
    private const string Topic = "archive";

    private const string Query = """
        select received_at, payload, raw from telemetry.readings order by received_at, partition, "offset"
        """;

    /// <summary>All messages in batches; a batch is used again for the next.</summary>
    /// <exception cref="WaybillException">ServiceUnreachable: no server answers. Usage: it refuses the user, or holds no archive.</exception>
    public async IAsyncEnumerable<ArraySegment<RawReading>> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var connection = await database.ConnectAsync(cancellation).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var command = new NpgsqlCommand(Query, connection) { CommandTimeout = 0 };
            await using (command.ConfigureAwait(false))
            {
                var rows = await Guarded(() => command.ExecuteReaderAsync(cancellation)).ConfigureAwait(false);
                await using (rows.ConfigureAwait(false))
                {
                    var batch = new RawReading[BatchMessages];
                    var (count, offset) = (0, 0L);
                    while (await Guarded(() => rows.ReadAsync(cancellation)).ConfigureAwait(false))
                    {
                        batch[count++] = new RawReading(Topic, 0, offset++, Instant.FromDateTime(rows.GetDateTime(0)), Payload(rows));
                        if (count == BatchMessages)
                        {
                            yield return new ArraySegment<RawReading>(batch, 0, count);
                            count = 0;
                        }
                    }

                    if (count > 0)
                    {
                        yield return new ArraySegment<RawReading>(batch, 0, count);
                    }
                }
            }
        }
    }

    private static byte[] Payload(NpgsqlDataReader rows) =>
        rows.IsDBNull(1) ? rows.GetFieldValue<byte[]>(2) : Encoding.UTF8.GetBytes(rows.GetString(1));

    private async Task<T> Guarded<T>(Func<Task<T>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresErrors.Covers(e))
        {
            throw PostgresErrors.Explain(e, database.Server);
        }
    }
}
