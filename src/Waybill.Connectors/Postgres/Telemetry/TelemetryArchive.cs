using Npgsql;
using NpgsqlTypes;
using Waybill.Events.Live;

namespace Waybill.Connectors.Postgres.Telemetry;

/// <summary>
/// Keeps readings in <c>telemetry.readings</c>. How far a partition is archived stands beside the rows and changes in the same transaction: a
/// batch that begins behind it is new and goes by COPY straight into the table of its day. Only a batch that may hold known messages goes
/// through a table of its own, from which the new ones are taken.
/// </summary>
public sealed class TelemetryArchive : IReadingArchive
{
    /// <summary>COPY is sent in pieces of this size.</summary>
    private const int FlushBytes = 1 << 18;

    private const string Progress = """
        insert into telemetry.progress (topic, partition, next_offset) values ($1, $2, 0) on conflict do nothing;
        """;

    private readonly ConnectionPool _pool;
    private readonly DayPartitions _days = new();

    /// <param name="database">One to which <see cref="TelemetrySchema"/> was applied.</param>
    /// <param name="connections">How many partitions are archived side by side.</param>
    public TelemetryArchive(PostgresDatabase database, int connections = 2)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(connections);
        _pool = new ConnectionPool(database, connections);
    }

    public async Task KeepAsync(IReadOnlyList<RawReading> messages, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (messages.Count == 0)
        {
            return;
        }

        try
        {
            await _pool.UseAsync(connection => KeepAsync(connection, messages, cancellation), cancellation).ConfigureAwait(false);
        }
        catch
        {
            _days.Forget();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private async Task<bool> KeepAsync(NpgsqlConnection connection, IReadOnlyList<RawReading> messages, CancellationToken cancellation)
    {
        var days = ByDay(messages);
        foreach (var (day, _) in days)
        {
            await _days.RequireAsync(connection, day, cancellation).ConfigureAwait(false);
        }

        var (topic, partition) = (messages[0].Topic, messages[0].Partition);
        var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var next = await LockAsync(connection, topic, partition, cancellation).ConfigureAwait(false);
            if (messages[0].Offset >= next)
            {
                foreach (var (day, rows) in days)
                {
                    await CopyAsync(connection, DayPartitions.TableOf(day), rows, cancellation).ConfigureAwait(false);
                }
            }
            else
            {
                await MergeAsync(connection, messages, cancellation).ConfigureAwait(false);
            }

            await AdvanceAsync(connection, topic, partition, messages[^1].Offset + 1, cancellation).ConfigureAwait(false);
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>The messages of each day; nearly always there is one.</summary>
    private static List<(int Day, IReadOnlyList<RawReading> Messages)> ByDay(IReadOnlyList<RawReading> messages)
    {
        var day = DayOf(messages[0]);
        if (messages.All(m => DayOf(m) == day))
        {
            return [(day, messages)];
        }

        return [.. messages.GroupBy(m => DayOf(m)).OrderBy(g => g.Key).Select(g => (g.Key, (IReadOnlyList<RawReading>)[.. g]))];
    }

    private static int DayOf(in RawReading message) => DayPartitions.DayOf(ReadingRows.ReceivedAt(message));

    /// <summary>Locks the partition's progress, so that one program at a time archives it.</summary>
    private static async Task<long> LockAsync(NpgsqlConnection connection, string topic, int partition, CancellationToken cancellation)
    {
        var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(Progress) { Parameters = { Text(topic), Number(partition) } },
                new NpgsqlBatchCommand("select next_offset from telemetry.progress where topic = $1 and partition = $2 for update")
                {
                    Parameters = { Text(topic), Number(partition) },
                },
            },
        };
        await using (batch.ConfigureAwait(false))
        {
            return (long)(await batch.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!; // the row was just made
        }
    }

    private static async Task AdvanceAsync(NpgsqlConnection connection, string topic, int partition, long next, CancellationToken cancellation)
    {
        var command = new NpgsqlCommand(
            "update telemetry.progress set next_offset = greatest(next_offset, $3), updated_at = now() where topic = $1 and partition = $2", connection)
        {
            Parameters = { Text(topic), Number(partition), new NpgsqlParameter<long> { TypedValue = next } },
        };
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }

    // The key tells what is known: an offset alone would not, once a topic was deleted and made again.
    private static async Task MergeAsync(NpgsqlConnection connection, IReadOnlyList<RawReading> messages, CancellationToken cancellation)
    {
        await ExecuteAsync(connection, "create temporary table incoming_readings (like telemetry.readings) on commit drop", cancellation).ConfigureAwait(false);
        await CopyAsync(connection, "incoming_readings", messages, cancellation).ConfigureAwait(false);
        await ExecuteAsync(connection,
            $"insert into telemetry.readings ({ReadingRows.Columns}) select {ReadingRows.Columns} from incoming_readings on conflict do nothing",
            cancellation).ConfigureAwait(false);
    }

    private static async Task CopyAsync(NpgsqlConnection connection, string table, IReadOnlyList<RawReading> messages, CancellationToken cancellation)
    {
        var rows = new ReadingRows();
        rows.Begin();
        var stream = await connection.BeginRawBinaryCopyAsync($"copy {table} ({ReadingRows.Columns}) from stdin (format binary)", cancellation)
            .ConfigureAwait(false);
        try
        {
            for (var i = 0; i < messages.Count; i++)
            {
                rows.Add(messages[i]);
                if (rows.Length >= FlushBytes)
                {
                    await stream.WriteAsync(rows.Written, cancellation).ConfigureAwait(false);
                    rows.Clear();
                }
            }

            rows.End();
            await stream.WriteAsync(rows.Written, cancellation).ConfigureAwait(false);
            await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch
        {
            await AbandonAsync(stream).ConfigureAwait(false);
            throw;
        }
    }

    // Closing the stream would complete the copy; the error that ended it is the one to report.
    private static async Task AbandonAsync(NpgsqlRawCopyStream stream)
    {
        try
        {
            await stream.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresErrors.Covers(e) || e is ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The connection or the copy is gone already.
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter<int> Number(int value) => new() { TypedValue = value };
}
