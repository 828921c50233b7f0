using Npgsql;
using Waybill.Connectors.Postgres;
using Waybill.IntegrationTests.Postgres;

namespace Waybill.IntegrationTests.Capture;

/// <summary>A database of its own with the shop's schema and a few rows that others refer to.</summary>
internal sealed class ShopDatabase
{
    private readonly string _connection;

    private ShopDatabase(PostgresServer server, string name)
    {
        Name = name;
        _connection = server.ConnectionString(name) + ";Pooling=false";
        Url = server.DatabaseAddress(name);
        Address = PostgresDatabase.Parse(Url);
    }

    public string Name { get; }

    /// <summary>As the command line takes it.</summary>
    public string Url { get; }

    public PostgresDatabase Address { get; }

    public static async Task<ShopDatabase> CreateAsync(PostgresServer server, string name)
    {
        await using (var admin = new NpgsqlConnection(server.ConnectionString("postgres") + ";Pooling=false"))
        {
            await admin.OpenAsync();
            await ExecuteAsync(admin, $"select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = '{name}'");
            await ExecuteAsync(admin, $"drop database if exists {name}");
            await ExecuteAsync(admin, $"create database {name}");
        }

        var database = new ShopDatabase(server, name);
        await ShopSchema.Load(Path.Combine(AppContext.BaseDirectory, "db")).ApplyAsync(database.Address, CancellationToken.None);
        await database.ExecuteAsync("""
            insert into shop.channels values (1, 'Shopee', 'marketplace'), (2, 'Website', 'own');
            insert into shop.categories values (1, null, 'All');
            insert into shop.suppliers (supplier_id, name, country_code, lead_days_mean) values (1, 'Acme', 'VN', 3.50);
            insert into shop.carriers (carrier_id, name) values (1, 'Fast');
            insert into shop.loyalty_tiers (tier_id, name, position, min_spend, points_per_unit) values (1, 'Bronze', 1, 0, 1)
            """);
        return database;
    }

    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(_connection);
        await connection.OpenAsync();
        return connection;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await ExecuteAsync(connection, sql);
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The rows of a table in the words of a change file, by key.</summary>
    public async Task<SortedDictionary<string, string>> RowsAsync(string table)
    {
        await using var connection = await ConnectAsync();
        var columns = new List<(string Name, string Type, bool IsKey)>();
        await using (var command = new NpgsqlCommand($"""
            select a.attname::text, a.atttypid::regtype::text, a.attnum = any (i.indkey)
            from pg_attribute a join pg_index i on i.indrelid = a.attrelid and i.indisprimary
            where a.attrelid = 'shop.{table}'::regclass and a.attnum > 0 and not a.attisdropped and a.attname <> 'updated_at'
            order by a.attnum
            """, connection))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                columns.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2)));
            }
        }

        // Written by the server, not by what is tested.
        var texts = columns.Select(c => c.Type == "timestamp with time zone"
            ? $"to_char(\"{c.Name}\" at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')" : $"\"{c.Name}\"::text");
        await using var rows = new NpgsqlCommand($"select {string.Join(", ", texts)} from shop.{table}", connection);
        await using var values = await rows.ExecuteReaderAsync();
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (await values.ReadAsync())
        {
            var row = columns.Select((c, i) => (c.Name, Value: values.IsDBNull(i) ? null : values.GetString(i))).ToList();
            result.Add(LandedChanges.Text(row.Where((_, i) => columns[i].IsKey)), LandedChanges.Text(row));
        }

        return result;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
