using System.Globalization;
using Npgsql;
using Waybill.Events;

namespace Waybill.Connectors.Postgres;

/// <summary>What addresses of databases and of tables have in common: <c>postgresql://user@host:port/database</c>.</summary>
internal sealed record PostgresUri(NpgsqlConnectionStringBuilder Settings, string Server, IReadOnlyList<string> Path)
{
    private const int DefaultPort = 5432;

    /// <summary>How the server writes values as text, whatever a role or the database has set; replicas of PostgreSQL itself ask for the same.</summary>
    private const string TextForms = "-c datestyle=ISO -c intervalstyle=postgres -c extra_float_digits=3 -c bytea_output=hex";

    public static bool IsMeantBy(string text) =>
        text.StartsWith("postgresql://", StringComparison.Ordinal) || text.StartsWith("postgres://", StringComparison.Ordinal);

    /// <param name="text">The address.</param>
    /// <param name="what">What it should be the address of, for messages.</param>
    /// <param name="form">Advice: how to write it.</param>
    /// <param name="parts">How many names its path has.</param>
    public static PostgresUri Parse(string text, string what, string form, int parts)
    {
        if (!IsMeantBy(text) || !Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            // An address that cannot be read may hold a password all the same.
            throw new WaybillException(WaybillErrorKind.Usage,
                text.Contains('@', StringComparison.Ordinal) ? $"That is not the address of a PostgreSQL {what}." : $"'{text}' is not the address of a PostgreSQL {what}.", form);
        }

        if (uri.UserInfo.Contains(':', StringComparison.Ordinal))
        {
            throw new WaybillException(WaybillErrorKind.Usage, $"The address of the PostgreSQL {what} holds a password.",
                "Take it out and set PGPASSWORD (or a password file, PGPASSFILE): arguments are visible to other users.");
        }

        var path = uri.AbsolutePath.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        if (path.Length != parts || path.Any(p => p.Length == 0) || uri.Host.Length == 0)
        {
            throw new WaybillException(WaybillErrorKind.Usage,
                $"'{text}' does not name a database{(parts > 1 ? " and a table" : " alone")}.", form);
        }

        var port = uri.Port > 0 ? uri.Port : DefaultPort;
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = port,
            Database = path[0],
            Pooling = false,
            Timezone = "UTC",
            Options = TextForms,
            ApplicationName = "waybill",
            IncludeErrorDetail = true,
        };
        if (uri.UserInfo.Length > 0)
        {
            settings.Username = Uri.UnescapeDataString(uri.UserInfo);
        }

        return new PostgresUri(settings, string.Create(CultureInfo.InvariantCulture, $"{uri.Host}:{port}/{path[0]}"), path);
    }
}
