using Npgsql;
using NpgsqlTypes;
using Waybill.Connectors.Files;
using Waybill.Events;
using Waybill.Events.Live;

namespace Waybill.Connectors.Postgres.Telemetry;

/// <summary>The state of each partition as a row of <c>telemetry.rule_state</c>, for members of a group that share no disk.</summary>
public sealed class PostgresStateStore : IStateStore
{
    private readonly ConnectionPool _pool;

    /// <param name="database">One to which <see cref="TelemetrySchema"/> was applied.</param>
    public PostgresStateStore(PostgresDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        _pool = new ConnectionPool(database, size: 2);
    }

    public Task<SavedState?> LoadAsync(string topic, int partition, CancellationToken cancellation) => _pool.UseAsync(async connection =>
    {
        var command = Command(connection, "select next_offset, state from telemetry.rule_state where topic = $1 and partition = $2", topic, partition);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return await reader.ReadAsync(cancellation).ConfigureAwait(false)
                    ? new SavedState(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))
                    : null;
            }
        }
    }, cancellation);

    /// <exception cref="WaybillException">Busy: what is there stands at a later offset. ServiceUnreachable: the server is away.</exception>
    public async Task SaveAsync(string topic, int partition, SavedState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        const string Save = """
            insert into telemetry.rule_state as kept (topic, partition, next_offset, state) values ($1, $2, $3, $4)
            on conflict (topic, partition) do update set next_offset = excluded.next_offset, state = excluded.state, saved_at = now()
            where kept.next_offset <= excluded.next_offset
            """;
        var saved = await _pool.UseAsync(async connection =>
        {
            var command = Command(connection, Save, topic, partition);
            await using (command.ConfigureAwait(false))
            {
                command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = state.NextOffset });
                command.Parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = state.Bytes, NpgsqlDbType = NpgsqlDbType.Bytea });
                return await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            }
        }, cancellation).ConfigureAwait(false);
        if (saved == 0)
        {
            var there = await LoadAsync(topic, partition, cancellation).ConfigureAwait(false);
            throw StateErrors.Earlier(topic, partition, state.NextOffset, there?.NextOffset ?? state.NextOffset);
        }
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, string topic, int partition) => new(sql, connection)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = topic, NpgsqlDbType = NpgsqlDbType.Text },
            new NpgsqlParameter<int> { TypedValue = partition },
        },
    };
}
