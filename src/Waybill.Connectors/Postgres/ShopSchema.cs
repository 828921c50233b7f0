using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Waybill.Events;

namespace Waybill.Connectors.Postgres;

/// <summary>
/// The shop's tables and rules: the SQL files of <c>db/</c>, applied in the order of their names in one transaction. Two programs that
/// apply them at once wait for each other; files that were applied already are left alone without locking a table. Other files of the same
/// version bring new functions and rules but never alter a table; another version is refused.
/// </summary>
public sealed class ShopSchema
{
    /// <summary>Any number that no other program uses for its advisory lock: "waybshop" in ASCII.</summary>
    private const long LockKey = 0x7761_7962_7368_6F70;

    private const int OldestMajorVersion = 13;

    private readonly IReadOnlyList<string> _scripts;
    private readonly string _hash;

    private ShopSchema(IReadOnlyList<string> scripts)
    {
        _scripts = scripts;
        _hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', scripts))));
    }

    /// <summary>Reads the files.</summary>
    /// <param name="folder">The folder <c>db</c> beside the program.</param>
    /// <exception cref="WaybillException">BadInput: the folder has no SQL files.</exception>
    public static ShopSchema Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.sql") : [];
        return files.Length > 0
            ? new ShopSchema([.. files.Order(StringComparer.Ordinal).Select(File.ReadAllText)])
            : throw new WaybillException(WaybillErrorKind.BadInput, $"{folder} has no SQL files for the shop's database.",
                "Install the program again: the folder db belongs beside it.");
    }

    /// <summary>Makes the schema in a database, or brings its functions and rules up to date; all of it or nothing.</summary>
    /// <exception cref="WaybillException">
    /// ServiceUnreachable: no server answers. Usage: it refuses the user. BadInput: it is too old, its encoding is not UTF8, or its schema
    /// <c>shop</c> holds something else or an older version. NewerVersion: a newer program made the schema. Busy: another program is at it, or uses the tables.
    /// </exception>
    public async Task<ShopSchemaState> ApplyAsync(PostgresDatabase database, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        var connection = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            RequireServer(database.Server, connection.PostgreSqlVersion, connection.PostgresParameters.GetValueOrDefault("server_encoding", "?"));
            try
            {
                var changed = await ApplyAsync(connection, cancellationToken).ConfigureAwait(false);
                var version = await ScalarAsync(connection, "select version from shop.schema_version", cancellationToken).ConfigureAwait(false);
                return new ShopSchemaState((int)version!, changed, connection.PostgreSqlVersion);
            }
            catch (Exception e) when (PostgresErrors.Covers(e))
            {
                throw PostgresErrors.Explain(e, database.Server);
            }
        }
    }

    /// <summary>Refuses a server on which the schema cannot work.</summary>
    internal static void RequireServer(string server, Version version, string encoding)
    {
        if (version.Major < OldestMajorVersion)
        {
            throw new WaybillException(WaybillErrorKind.BadInput, $"PostgreSQL at {server} has version {version}, too old for the shop.",
                $"Use version {OldestMajorVersion} or newer.");
        }

        if (encoding != "UTF8")
        {
            throw new WaybillException(WaybillErrorKind.BadInput, $"The database at {server} has the encoding {encoding}.",
                "Create one that holds every letter: createdb --encoding UTF8 --template template0 NAME.");
        }
    }

    private async Task<bool> ApplyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await ExecuteAsync(connection, "set local lock_timeout = '60s'; set local client_min_messages = warning", cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(connection, $"select pg_advisory_xact_lock({LockKey})", cancellationToken).ConfigureAwait(false);
            if (await InstalledHashAsync(connection, cancellationToken).ConfigureAwait(false) == _hash)
            {
                return false;
            }

            foreach (var script in _scripts)
            {
                await ExecuteAsync(connection, script, cancellationToken).ConfigureAwait(false);
            }

            await ExecuteAsync(connection, $"update shop.schema_version set content_hash = '{_hash}'", cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>The hash of the files that were applied last; null when the schema is not there, or is not ours.</summary>
    private static async Task<string?> InstalledHashAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string Marks = """
            select exists (select from pg_attribute
                where attrelid = to_regclass('shop.schema_version') and attname = 'content_hash' and not attisdropped)
            """;
        return (bool)(await ScalarAsync(connection, Marks, cancellationToken).ConfigureAwait(false))!
            ? await ScalarAsync(connection, "select content_hash::text from shop.schema_version", cancellationToken).ConfigureAwait(false) as string
            : null;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
