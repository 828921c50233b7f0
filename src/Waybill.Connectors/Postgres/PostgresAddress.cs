using Waybill.Events;

namespace Waybill.Connectors.Postgres;

/// <summary>
/// Where a PostgreSQL table is: <c>postgresql://user@host:port/database/schema.table</c>. The password comes from PGPASSWORD or the
/// password file, never from the address, so that no list of processes and no log shows it.
/// </summary>
public sealed record PostgresAddress
{
    private PostgresAddress(string server, string connectionString, string schema, string table)
    {
        Server = server;
        ConnectionString = connectionString;
        Schema = schema;
        Table = table;
    }

    /// <summary>Host, port and database, for messages.</summary>
    public string Server { get; }

    public string Schema { get; }

    public string Table { get; }

    internal string ConnectionString { get; }

    /// <summary>Whether a text means a PostgreSQL table at all.</summary>
    public static bool IsMeantBy(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PostgresUri.IsMeantBy(text);
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="WaybillException">Usage: it is not one, or it holds a password.</exception>
    public static PostgresAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var uri = PostgresUri.Parse(text, "table", "Write it as postgresql://user@host:5432/database/schema.table.", parts: 2);
        var name = uri.Path[1];
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return new PostgresAddress(uri.Server, uri.Settings.ConnectionString, dot < 0 ? "public" : name[..dot], name[(dot + 1)..]);
    }
}
