using Npgsql;
using Npgsql.Replication.Internal;
using Waybill.Connectors.Postgres;

namespace Waybill.Connectors.Capture;

/// <summary>
/// Copies whole tables as they were at a place of the log that a slot's making gives: what was committed before is in the copy, what was
/// committed later is in the stream. Each table lands on its own, so that a stopped copy goes on with the next table, at a later place.
/// </summary>
internal sealed class SnapshotCopy(PostgresDatabase database, CaptureFolder folder, CaptureOptions options, ICaptureWatch watch)
{
    /// <summary>Copies tables.</summary>
    /// <param name="made">A slot that was made just now; its snapshot lives until the next command on the connection that made it.</param>
    /// <param name="tables">Which tables.</param>
    /// <param name="ct">Stops between rows.</param>
    public async Task CopyAsync(LogicalReplicationSlot made, IReadOnlyList<FollowedTable> tables, CancellationToken ct)
    {
        var place = new Lsn((ulong)made.ConsistentPoint);
        var connection = await database.ConnectAsync(ct).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await ExecuteAsync(connection, "begin isolation level repeatable read read only", ct).ConfigureAwait(false);
            await ExecuteAsync(connection, $"set transaction snapshot '{made.SnapshotName}'", ct).ConfigureAwait(false);
            var mark = new TransactionMark();
            mark.Set(0, await ClockAsync(connection, ct).ConfigureAwait(false));
            var copy = new TableCopy(connection);
            foreach (var table in tables)
            {
                using var batch = new OpenBatch(folder);
                var layout = await copy.LayoutAsync(table.Name, ct).ConfigureAwait(false);
                await copy.CopyAsync(layout, "", new CopyLines(ChangeRow.Read, () => (long)place.Value, mark, batch), ct).ConfigureAwait(false);
                await LandAsync(batch, table, place, mark.CommittedAt, ct).ConfigureAwait(false);
            }
        }
    }

    private async Task LandAsync(OpenBatch batch, FollowedTable table, Lsn place, DateTime clock, CancellationToken ct)
    {
        var bytes = batch.Bytes;
        var files = batch.Complete(clock, place.Value);
        using (await options.EnterAsync(ct).ConfigureAwait(false))
        {
            folder.Land(new CaptureBatch
            {
                Files = files,
                Landed = Lsn.None, // the stream begins where the slot does, whenever a table was copied
                LastNumber = (long)place.Value,
                Tables = new SortedDictionary<string, CapturedTable>(StringComparer.Ordinal)
                {
                    [table.Name] = new(table.Id, table.Membership, place),
                },
            });
        }

        watch.Landed(new LandedBatch(table.Name, place, clock, 0, batch.Changes, files.Count, bytes, LagBytes: 0, clock));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }
    }

    private static async Task<DateTime> ClockAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var command = new NpgsqlCommand("select transaction_timestamp()", connection);
        await using (command.ConfigureAwait(false))
        {
            return (DateTime)(await command.ExecuteScalarAsync(ct).ConfigureAwait(false))!; // it always has a row
        }
    }
}
