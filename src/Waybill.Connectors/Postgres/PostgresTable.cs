using Npgsql;
using Waybill.DuckDb;
using Waybill.Events;

namespace Waybill.Connectors.Postgres;

/// <summary>
/// Reads a PostgreSQL table into DuckDB queries. Every column comes as the text that PostgreSQL itself writes (times in UTC), so that
/// no number or time is rounded on the way.
/// </summary>
public sealed class PostgresTable
{
    private readonly PostgresAddress _address;
    private readonly IReadOnlyList<string> _columns;

    private PostgresTable(PostgresAddress address, IReadOnlyList<string> columns)
    {
        _address = address;
        _columns = columns;
    }

    /// <summary>Looks at the table's columns.</summary>
    /// <exception cref="WaybillException">ServiceUnreachable: no server answers; Usage: it refuses the user, or has no such table.</exception>
    public static PostgresTable Open(PostgresAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Guard(address, () =>
        {
            using var connection = Connect(address);
            using var command = new NpgsqlCommand(
                "select column_name from information_schema.columns where table_schema = $1 and table_name = $2 order by ordinal_position", connection);
            command.Parameters.AddWithValue(address.Schema);
            command.Parameters.AddWithValue(address.Table);
            using var reader = command.ExecuteReader();
            var columns = new List<string>();
            while (reader.Read())
            {
                columns.Add(reader.GetString(0));
            }

            return columns.Count > 0
                ? new PostgresTable(address, columns)
                : throw new WaybillException(WaybillErrorKind.Usage,
                    $"There is no table {address.Schema}.{address.Table} in {address.Server} (or this user may not see it).",
                    "Check schema and name; write it as postgresql://user@host:5432/database/schema.table.");
        });
    }

    /// <summary>Makes the table readable on a connection and gives the relation to put behind <c>from</c>; all columns are text.</summary>
    public string Define(DuckDbConnection connection, string functionName)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.CreateTableSource(
            functionName, [.. _columns.Select(c => new DuckDbColumn(c, DuckDbType.Varchar))], () => Guard(_address, Scan));
        return $"{Sql.Identifier(functionName)}()";
    }

    private PostgresRows Scan()
    {
        var connection = Connect(_address);
        try
        {
            var columns = string.Join(", ", _columns.Select(c => $"{Sql.Identifier(c)}::text"));
            return new PostgresRows(connection, $"select {columns} from {Sql.Identifier(_address.Schema)}.{Sql.Identifier(_address.Table)}", _columns.Count);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static NpgsqlConnection Connect(PostgresAddress address)
    {
        var connection = new NpgsqlConnection(address.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static T Guard<T>(PostgresAddress address, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception e) when (PostgresErrors.Covers(e))
        {
            throw PostgresErrors.Explain(e, address.Server);
        }
    }
}
