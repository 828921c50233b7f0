using Npgsql;
using Waybill.Events;

namespace Waybill.Connectors.Postgres;

/// <summary>
/// Where a PostgreSQL table is: <c>postgresql://user@host:port/database/schema.table</c>. The password comes from PGPASSWORD or the
/// password file, never from the address, so that no list of processes and no log shows it.
/// </summary>
public sealed record PostgresAddress
{
    private const int DefaultPort = 5432;
    private const string Form = "Write it as postgresql://user@host:5432/database/schema.table.";

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
        return text.StartsWith("postgresql://", StringComparison.Ordinal) || text.StartsWith("postgres://", StringComparison.Ordinal);
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="WaybillException">Usage: it is not one, or it holds a password.</exception>
    public static PostgresAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!IsMeantBy(text) || !Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"'{text}' is not the address of a PostgreSQL table.", Form);
        }

        if (uri.UserInfo.Contains(':', StringComparison.Ordinal))
        {
            throw new WaybillException(WaybillErrorKind.Usage, "The address of the PostgreSQL table holds a password.",
                "Take it out and set PGPASSWORD (or a password file, PGPASSFILE): arguments are visible to other users.");
        }

        var path = uri.AbsolutePath.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        if (path.Length != 2 || path.Any(p => p.Length == 0) || uri.Host.Length == 0)
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"'{text}' does not name a database and a table.", Form);
        }

        var dot = path[1].IndexOf('.', StringComparison.Ordinal);
        var port = uri.Port > 0 ? uri.Port : DefaultPort;
        var settings = new NpgsqlConnectionStringBuilder { Host = uri.Host, Port = port, Database = path[0], Pooling = false };
        if (uri.UserInfo.Length > 0)
        {
            settings.Username = Uri.UnescapeDataString(uri.UserInfo);
        }

        return new PostgresAddress(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{uri.Host}:{port}/{path[0]}"),
            settings.ConnectionString,
            dot < 0 ? "public" : path[1][..dot],
            path[1][(dot + 1)..]);
    }
}
