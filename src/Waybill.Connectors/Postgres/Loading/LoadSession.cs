using Npgsql;
using Waybill.DuckDb;

namespace Waybill.Connectors.Postgres.Loading;

/// <summary>The one connection of a load and the schema that it fills; every statement belongs to its transaction.</summary>
internal sealed class LoadSession(NpgsqlConnection connection, string schema)
{
    public NpgsqlConnection Connection => connection;

    public string Schema => schema;

    /// <summary>Quoted name of a table of the schema.</summary>
    public string Name(string table) => $"{Sql.Identifier(schema)}.{Sql.Identifier(table)}";

    /// <returns>Rows that the last statement changed.</returns>
    public async Task<long> ExecuteAsync(string sql, CancellationToken ct, params string[] parameters)
    {
        var command = Command(sql, parameters);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }
    }

    /// <summary>The first value of the first row, or the type's default when there is none.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, CancellationToken ct, params string[] parameters)
    {
        var command = Command(sql, parameters);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is T value ? value : default;
        }
    }

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, params string[] parameters)
    {
        var command = Command(sql, parameters);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var rows = new List<T>();
                while (await reader.ReadAsync(ct).ConfigureAwait(false))
                {
                    rows.Add(read(reader));
                }

                return rows;
            }
        }
    }

    private NpgsqlCommand Command(string sql, string[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var parameter in parameters)
        {
            command.Parameters.AddWithValue(parameter);
        }

        return command;
    }
}
