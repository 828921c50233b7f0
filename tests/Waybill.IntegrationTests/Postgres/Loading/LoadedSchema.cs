using System.Globalization;
using Npgsql;
using Waybill.Connectors.Postgres;
using Waybill.DuckDb;

namespace Waybill.IntegrationTests.Postgres.Loading;

/// <summary>A schema of the test's database, as its readers see it.</summary>
internal sealed class LoadedSchema(PostgresServer server, string schema)
{
    private int _sources;

    public string Address => server.DatabaseAddress("postgres");

    public string Name => schema;

    /// <summary>The first value of a query's first row as text, null for null.</summary>
    public string? Scalar(string sql) => List(sql) is [var first, ..] ? first : null;

    /// <summary>The first values of a query's rows as text.</summary>
    public IReadOnlyList<string?> List(string sql)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var values = new List<string?>();
        while (reader.Read())
        {
            values.Add(reader.IsDBNull(0) ? null : Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture));
        }

        return values;
    }

    public void Execute(string sql)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Keeps everybody from writing to a table until it is disposed.</summary>
    public IDisposable Hold(string table)
    {
        var connection = Open();
        using var command = new NpgsqlCommand($"begin; lock table {schema}.{table} in share mode", connection);
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>
    /// Rows that only one of the two sides has: the lake's relation, and the table as the server writes its values as text, cast back. This
    /// way shares nothing with the loader's.
    /// </summary>
    public long Differences(DuckDbConnection lake, string relation, string table)
    {
        lake.Execute("set TimeZone = 'UTC'");
        var columns = Columns(lake, relation);
        var source = PostgresTable.Open(PostgresAddress.Parse(server.AddressOf($"{schema}.{table}")))
            .Define(lake, string.Create(CultureInfo.InvariantCulture, $"loaded_{schema}_{table}_{++_sources}"));
        var cast = columns.Select(c => c.Type.Kind == DuckDbTypeKind.Blob
            ? $"unhex(substr({Sql.Identifier(c.Name)}, 3)) as {Sql.Identifier(c.Name)}"
            : $"cast({Sql.Identifier(c.Name)} as {c.Type}) as {Sql.Identifier(c.Name)}");
        var loaded = $"(select {string.Join(", ", cast)} from {source})";
        return lake.Scalar<long>($"select count(*) from ((from {relation} except all from {loaded}) union all (from {loaded} except all from {relation}))");
    }

    private static IReadOnlyList<DuckDbColumn> Columns(DuckDbConnection lake, string relation)
    {
        using var described = lake.Query($"select * from {relation} limit 0");
        while (described.NextChunk(out _))
        {
            // Read to its end: a query that stays open takes functions that are made meanwhile with it.
        }

        return described.Columns;
    }

    private NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(server.ConnectionString("postgres") + ";Pooling=false");
        connection.Open();
        return connection;
    }
}
