using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Waybill.Events;

namespace Waybill.Connectors.Postgres.Telemetry;

/// <summary>The tables of the archive: the SQL files of <c>db/telemetry</c>, applied in one transaction where they were not.</summary>
public sealed class TelemetrySchema
{
    /// <summary>Any number that no other program uses for its advisory lock: "waytelem" in ASCII.</summary>
    internal const long LockKey = 0x7761_7974_656C_656D;

    private readonly string _script;
    private readonly string _hash;

    private TelemetrySchema(string script)
    {
        _script = script;
        _hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
    }

    /// <summary>Reads the files.</summary>
    /// <param name="folder">The folder <c>db/telemetry</c> beside the program.</param>
    /// <exception cref="WaybillException">BadInput: the folder has no SQL files.</exception>
    public static TelemetrySchema Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.sql") : [];
        return files.Length > 0
            ? new TelemetrySchema(string.Join('\n', files.Order(StringComparer.Ordinal).Select(File.ReadAllText)))
            : throw new WaybillException(WaybillErrorKind.BadInput, $"{folder} has no SQL files for the archive of readings.",
                "Install the program again: the folder db belongs beside it.");
    }

    /// <summary>Makes the tables in a database where they are not; all of them or nothing.</summary>
    /// <exception cref="WaybillException">
    /// ServiceUnreachable: no server answers. Usage: it refuses the user. BadInput: it is too old, its encoding is not UTF8, or its schema
    /// <c>telemetry</c> holds something else. NewerVersion: a newer program made the schema.
    /// </exception>
    public async Task ApplyAsync(PostgresDatabase database, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        var connection = await database.ConnectAsync(cancellation).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            ShopSchema.RequireServer(database.Server, connection.PostgreSqlVersion, connection.PostgresParameters.GetValueOrDefault("server_encoding", "?"));
            try
            {
                await ApplyAsync(connection, cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (PostgresErrors.Covers(e))
            {
                throw PostgresErrors.Explain(e, database.Server);
            }
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await ExecuteAsync(connection, $"set local lock_timeout = '60s'; set local client_min_messages = warning; select pg_advisory_xact_lock({LockKey})", cancellation)
                .ConfigureAwait(false);
            if (!await IsAppliedAsync(connection, cancellation).ConfigureAwait(false))
            {
                await ExecuteAsync(connection, _script, cancellation).ConfigureAwait(false);
                await ExecuteAsync(connection, $"update telemetry.schema_version set content_hash = '{_hash}'", cancellation).ConfigureAwait(false);
                await transaction.CommitAsync(cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> IsAppliedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        const string Marks = """
            select exists (select from pg_attribute
                where attrelid = to_regclass('telemetry.schema_version') and attname = 'content_hash' and not attisdropped)
            """;
        return await ScalarAsync(connection, Marks, cancellation).ConfigureAwait(false) is true
            && await ScalarAsync(connection, "select content_hash::text from telemetry.schema_version", cancellation).ConfigureAwait(false) as string == _hash;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false);
        }
    }
}
