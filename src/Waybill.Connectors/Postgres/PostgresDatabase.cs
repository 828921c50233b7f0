using Npgsql;
using Waybill.Events;

namespace Waybill.Connectors.Postgres;

/// <summary>
/// Where a PostgreSQL database is: <c>postgresql://user@host:port/database</c>. The password comes from PGPASSWORD or the password file,
/// never from the address.
/// </summary>
public sealed record PostgresDatabase
{
    private PostgresDatabase(string server, string connectionString)
    {
        Server = server;
        ConnectionString = connectionString;
    }

    /// <summary>Host, port and database, for messages.</summary>
    public string Server { get; }

    internal string ConnectionString { get; }

    /// <summary>Reads an address.</summary>
    /// <exception cref="WaybillException">Usage: it is not one, or it holds a password.</exception>
    public static PostgresDatabase Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var uri = PostgresUri.Parse(text, "database", "Write it as postgresql://user@host:5432/database.", parts: 1);
        return new PostgresDatabase(uri.Server, uri.Settings.ConnectionString);
    }

    /// <summary>
    /// Opens a connection for writers, whose times are in UTC. It keeps one plan for each statement: they name rows by their keys, so every
    /// value takes the same plan, and the server would otherwise plan the first five uses of each statement, and of each in the shop's rules.
    /// </summary>
    /// <param name="statements">How many different statements are prepared when they are used first.</param>
    /// <exception cref="NpgsqlException">The server does not answer, or refuses: <see cref="PostgresErrors"/> tells the user.</exception>
    internal NpgsqlConnection Connect(int statements = 0)
    {
        var connection = Writer(statements);
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

    /// <inheritdoc cref="Connect"/>
    internal async Task<NpgsqlConnection> ConnectWriterAsync(int statements)
    {
        var connection = Writer(statements);
        try
        {
            await connection.OpenAsync(CancellationToken.None).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens a connection for readers and loads, whose times are in UTC. The server plans as it is set up to.</summary>
    /// <exception cref="WaybillException">ServiceUnreachable: no server answers; Usage: it refuses the user.</exception>
    internal async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch (Exception e) when (PostgresErrors.Covers(e))
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw PostgresErrors.Explain(e, Server);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private NpgsqlConnection Writer(int statements)
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString) { MaxAutoPrepare = statements, AutoPrepareMinUsages = 1 };
        settings.Options += " -c plan_cache_mode=force_generic_plan";
        return new NpgsqlConnection(settings.ConnectionString);
    }
}
