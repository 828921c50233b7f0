using System.Data;
using Npgsql;
using Waybill.Connectors.Postgres;

namespace Waybill.Connectors.Capture;

/// <summary>Questions to the server, on a connection of its own beside the stream.</summary>
internal sealed class CaptureServer : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private CaptureServer(NpgsqlConnection connection, string name)
    {
        _connection = connection;
        Name = name;
    }

    /// <summary>Host, port and database, for messages.</summary>
    public string Name { get; }

    public NpgsqlConnection Connection => _connection;

    public static async Task<CaptureServer> ConnectAsync(PostgresDatabase database, CancellationToken ct) =>
        new(await database.ConnectAsync(ct).ConfigureAwait(false), database.Server);

    /// <summary>Number (oid) of the database, and whether the server's log is good for decoding.</summary>
    public async Task<(long DatabaseId, string WalLevel)> FactsAsync(CancellationToken ct)
    {
        const string Sql = "select d.oid::bigint, current_setting('wal_level') from pg_database d where d.datname = current_database()";
        var rows = await ReadAsync(Sql, r => (r.GetInt64(0), r.GetString(1)), ct).ConfigureAwait(false);
        return rows[0];
    }

    /// <summary>The tables of the shop that are followed, by name.</summary>
    public Task<List<FollowedTable>> TablesAsync(string publication, CancellationToken ct)
    {
        const string Sql = """
            select c.relname::text, c.oid::bigint,
                c.relreplident = 'f' or exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary),
                t.tablename is not null, coalesce(r.oid, 0)::bigint
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            left join pg_publication_tables t on t.pubname = $1 and t.schemaname = n.nspname and t.tablename = c.relname
            left join pg_publication p on p.pubname = $1
            left join pg_publication_rel r on r.prpubid = p.oid and r.prrelid = c.oid
            where n.nspname = $2 and c.relkind = 'r' and c.relpersistence = 'p' and c.relname <> all ($3)
            order by c.relname collate "C"
            """;
        return ReadAsync(Sql, r => new FollowedTable(r.GetString(0), r.GetInt64(1), r.GetBoolean(2), r.GetBoolean(3), r.GetInt64(4)),
            ct, publication, ShopTables.Schema, ShopTables.LeftOut);
    }

    /// <summary>
    /// Number (oid) of a publication, whether it publishes inserts, updates and deletes, and whether it is one for all tables of the database;
    /// null when there is none.
    /// </summary>
    public async Task<(long Id, bool IsWhole, bool IsForAll)?> PublicationAsync(string name, CancellationToken ct)
    {
        const string Sql = "select oid::bigint, pubinsert and pubupdate and pubdelete, puballtables from pg_publication where pubname = $1";
        var rows = await ReadAsync(Sql, r => (r.GetInt64(0), r.GetBoolean(1), r.GetBoolean(2)), ct, name).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <summary>A replication slot; null when there is none of this name.</summary>
    public async Task<SlotFacts?> SlotAsync(string name, CancellationToken ct)
    {
        const string Sql = """
            select plugin::text, database::text, active_pid, confirmed_flush_lsn::text, wal_status = 'lost'
            from pg_replication_slots
            where slot_name = $1
            """;
        var rows = await ReadAsync(Sql, r => new SlotFacts(
            r.IsDBNull(0) ? null : r.GetString(0), r.IsDBNull(1) ? null : r.GetString(1), r.IsDBNull(2) ? null : r.GetInt32(2),
            r.IsDBNull(3) ? Lsn.None : Lsn.Parse(r.GetString(3)), !r.IsDBNull(4) && r.GetBoolean(4)), ct, name).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <summary>The columns of a table's primary key; none when it has none, or is gone.</summary>
    public async Task<HashSet<string>> KeyAsync(long table, CancellationToken ct)
    {
        const string Sql = """
            select a.attname::text
            from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
            where i.indrelid = $1::oid and i.indisprimary
            """;
        var names = await ReadAsync(Sql, r => r.GetString(0), ct, table).ConfigureAwait(false);
        return names.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Everything that is committed now lies before this place of the log, and is on the server's disk.</summary>
    public async Task<Lsn> HereAsync(CancellationToken ct)
    {
        // The commit of the message flushes what others committed without waiting for the disk.
        await ReadAsync("select pg_logical_emit_message(true, 'waybill', 'here')::text", r => r.GetString(0), ct).ConfigureAwait(false);
        var rows = await ReadAsync("select pg_current_wal_flush_lsn()::text", r => r.GetString(0), ct).ConfigureAwait(false);
        return Lsn.Parse(rows[0]);
    }

    /// <summary>The end of the log (none on a standby), and the server's clock; null when it does not answer, for figures that nothing depends on.</summary>
    public async Task<(Lsn End, DateTime Clock)?> TryNowAsync(CancellationToken ct)
    {
        const string Sql = "select case when not pg_is_in_recovery() then pg_current_wal_flush_lsn()::text end, clock_timestamp()";
        try
        {
            var rows = await ReadAsync(Sql, r => (r.IsDBNull(0) ? Lsn.None : Lsn.Parse(r.GetString(0)), r.GetDateTime(1)), ct).ConfigureAwait(false);
            return rows[0];
        }
        catch (Exception e) when (ReplicationCapture.Covers(e))
        {
            return null;
        }
    }

    /// <summary>Looks up what an update did not send.</summary>
    public async Task FillAsync(MissingValues missing, CancellationToken ct)
    {
        var layout = missing.Layout;
        var columns = missing.Columns.Select(i => $"{ShopTables.Quoted(layout.Columns[i].Name)}::text");
        var key = missing.Key.Select((k, n) => $"{ShopTables.Quoted(layout.Columns[k.Column].Name)} = ${n + 1}");
        var command = Command(
            $"select {string.Join(", ", columns)} from {ShopTables.Qualified(layout.Table)} where {string.Join(" and ", key)}");
        await using (command.ConfigureAwait(false))
        {
            foreach (var (_, text) in missing.Key)
            {
                // The server reads it as the column's own type.
                command.Parameters.Add(new NpgsqlParameter { Value = text, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Unknown });
            }

            var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                if (await reader.ReadAsync(ct).ConfigureAwait(false))
                {
                    missing.Found([.. Enumerable.Range(0, missing.Columns.Count).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
                }
            }
        }
    }

    public async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        var command = Command(sql);
        command.CommandTimeout = 0;
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }
    }

    public async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, params object[] parameters)
    {
        var command = Command(sql);
        await using (command.ConfigureAwait(false))
        {
            foreach (var value in parameters)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            }

            var rows = new List<T>();
            var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(ct).ConfigureAwait(false))
                {
                    rows.Add(read(reader));
                }
            }

            return rows;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    // Who asks on a connection that an earlier question found broken is told of the loss, not of a wrong use.
    private NpgsqlCommand Command(string sql) => _connection.State == ConnectionState.Open
        ? new NpgsqlCommand(sql, _connection)
        : throw new NpgsqlException("The connection was lost.");
}
