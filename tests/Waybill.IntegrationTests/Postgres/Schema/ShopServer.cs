using Npgsql;
using Waybill.Connectors.Postgres;
using Xunit;

namespace Waybill.IntegrationTests.Postgres.Schema;

/// <summary>A server with two databases to copy: the empty shop, and the shop of <see cref="ShopStory"/>.</summary>
public sealed class ShopServer : IAsyncLifetime
{
    private const string Empty = "empty_shop";
    private const string Story = "story_shop";

    private int _databases;

    public PostgresServer Server { get; } = new();

    /// <summary>The schema's files, as they lie beside the program.</summary>
    internal static ShopSchema Schema => ShopSchema.Load(Path.Combine(AppContext.BaseDirectory, "db"));

    public async ValueTask InitializeAsync()
    {
        if (!Server.IsInstalled)
        {
            return;
        }

        Server.Execute($"create database {Empty}");
        await Schema.ApplyAsync(Address(Empty), CancellationToken.None);
        Server.Execute($"create database {Story} template {Empty}");
        await using var connection = await ConnectAsync(Story);
        await connection.ExecuteAsync(ShopStory.Sql);
    }

    public ValueTask DisposeAsync()
    {
        Server.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The address of a database, as the program takes it.</summary>
    internal PostgresDatabase Address(string database, string user = "waybill") => PostgresDatabase.Parse(Server.DatabaseAddress(database, user));

    /// <summary>A connection to the story for a test that takes back what it does.</summary>
    internal Task<NpgsqlConnection> ReadStoryAsync() => ConnectAsync(Story);

    /// <summary>Makes a shop without rows; gives the database's name.</summary>
    internal string CopyEmpty(string options = "") => Create($"template {Empty} {options}");

    /// <summary>Makes a shop with the story's rows; gives the database's name.</summary>
    internal string CopyStory() => Create($"template {Story}");

    /// <summary>Makes a database; gives its name.</summary>
    internal string Create(string options = "")
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        Server.Execute($"create database {name} {options}");
        return name;
    }

    internal async Task<NpgsqlConnection> ConnectAsync(string database)
    {
        // Without a pool nobody holds on to a database that is copied next.
        var connection = new NpgsqlConnection(Server.ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
