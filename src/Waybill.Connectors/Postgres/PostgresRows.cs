using System.Text;
using Npgsql;
using Waybill.DuckDb;

namespace Waybill.Connectors.Postgres;

/// <summary>The rows of one scan of a PostgreSQL table, as text.</summary>
internal sealed class PostgresRows : ITableSource
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _command;
    private readonly NpgsqlDataReader _reader;
    private readonly int _columns;

    /// <summary>Starts the query; the connection is closed with the scan.</summary>
    public PostgresRows(NpgsqlConnection connection, string sql, int columns)
    {
        _connection = connection;
        _columns = columns;
        _command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        _reader = _command.ExecuteReader(System.Data.CommandBehavior.SequentialAccess);
    }

    public int Fill(ChunkWriter chunk)
    {
        var row = 0;
        while (row < chunk.Capacity && _reader.Read())
        {
            for (var column = 0; column < _columns; column++)
            {
                if (_reader.IsDBNull(column))
                {
                    chunk.SetNull(column, row);
                }
                else
                {
                    chunk.SetText(column, row, Encoding.UTF8.GetBytes(_reader.GetString(column)));
                }
            }

            row++;
        }

        return row;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _command.Dispose();
        _connection.Dispose();
    }
}
