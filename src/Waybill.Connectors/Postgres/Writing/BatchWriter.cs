using Npgsql;
using Waybill.Events;
using Waybill.Events.Text;

namespace Waybill.Connectors.Postgres.Writing;

/// <summary>Writes batches over one connection, each in one transaction with the note that it is done.</summary>
internal sealed class BatchWriter(PostgresDatabase database) : IDisposable
{
    private readonly ByteBuffer _fields = new();
    private TableSql[] _sql = [];
    private NpgsqlConnection? _connection;

    /// <summary>Writes a batch, unless the database says that it has it (then the answer of an earlier attempt was lost).</summary>
    public void Write(ShopBatch batch)
    {
        var connection = _connection ??= Connect(batch);
        using var transaction = connection.BeginTransaction();
        if (LoadProgress.Advance(connection, batch.Cells, batch.Day))
        {
            foreach (var table in batch.Tables)
            {
                Write(connection, table);
            }

            transaction.Commit();
        }
    }

    /// <summary>Forgets a connection that is in an unknown state.</summary>
    public void Disconnect()
    {
        _connection?.Dispose();
        _connection = null;
    }

    public void Dispose() => Disconnect();

    private NpgsqlConnection Connect(ShopBatch batch)
    {
        var connection = database.Connect();
        try
        {
            _sql = [.. batch.Tables.Select(table => new TableSql(table.Table, table.Columns))];
            using var command = new NpgsqlCommand(string.Concat(_sql.Select(sql => sql.CreateTemporaryTables)), connection) { CommandTimeout = 0 };
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Deleted rows first and added rows last: a row may take the place of another where only one can be.</summary>
    private void Write(NpgsqlConnection connection, TableBatch table)
    {
        var sql = _sql[table.Table.Index];
        if (table.Deleted > 0)
        {
            _fields.Clear();
            table.AppendDeleted(_fields);
            Copy(connection, sql.CopyDeleted, [_fields.WrittenMemory]);
            Execute(connection, sql.Delete, table.Deleted, table.Table.Name);
        }

        if (table.Updated > 0)
        {
            _fields.Clear();
            table.AppendUpdated(_fields);
            Copy(connection, sql.CopyUpdated(table.Changed), [_fields.WrittenMemory]);
            Execute(connection, sql.Update(table.Changed), table.Updated, table.Table.Name);
        }

        if (table.Added > 0)
        {
            Copy(connection, sql.CopyAdded, table.AddedRows());
        }
    }

    private static void Copy(NpgsqlConnection connection, string sql, IEnumerable<ReadOnlyMemory<byte>> rows)
    {
        using var stream = connection.BeginRawBinaryCopy(sql);
        stream.Write(CopyFormat.Header);
        foreach (var piece in rows)
        {
            stream.Write(piece.Span);
        }

        stream.Write(CopyFormat.Trailer);
    }

    private void Execute(NpgsqlConnection connection, string sql, int expected, string table)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        var found = command.ExecuteNonQuery();
        if (found != expected)
        {
            throw new WaybillException(WaybillErrorKind.Corrupt,
                $"{database.Server}: {expected} rows of shop.{table} should change, {found} are there.",
                "Somebody else deleted rows of the simulated shop; write the world into an empty database.");
        }
    }
}
