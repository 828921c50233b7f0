using Waybill.IntegrationTests.Cli;
using Waybill.IntegrationTests.Postgres.Schema;
using Xunit;

namespace Waybill.IntegrationTests.Postgres.Cli;

[Collection(SharedShopServer.Name)]
public sealed class ShopErrorTests(ShopServer shop) : IDisposable
{
    private const int Wrong = 2;
    private const int Unavailable = 3;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_server_that_is_not_there_is_unavailable() =>
        AssertSays(Simulate("postgresql://me@127.0.0.1:1/shop"), Unavailable, "127.0.0.1:1/shop does not answer", "Start the server");

    [Fact]
    public void A_database_that_is_not_there_is_named() =>
        AssertSays(Simulate(shop.Server.DatabaseAddress("nowhere")), Wrong, "\"nowhere\" does not exist", "createdb");

    [Fact]
    public void A_password_that_is_missing_or_wrong_is_told_and_never_shown()
    {
        shop.Server.Execute("drop role if exists locked");
        shop.Server.Execute("create role locked login superuser password 'secret'");
        shop.Server.DemandPassword("locked");

        var address = shop.Server.DatabaseAddress(shop.Create(), "locked");
        AssertSays(Simulate(address), Wrong, "asks for a password", "PGPASSWORD");
        AssertSays(WithPassword("guess", () => Simulate(address)), Wrong, "password authentication failed", "Check user and password");
        Assert.Equal(0, WithPassword("secret", () => Simulate(address)).ExitCode);
    }

    [Fact]
    public void A_schema_of_somebody_else_is_left_alone()
    {
        var database = shop.Create();
        var address = shop.Server.DatabaseAddress(database);
        using (var connection = new Npgsql.NpgsqlConnection(shop.Server.ConnectionString(database) + ";Pooling=false"))
        {
            connection.Open();
            using var command = new Npgsql.NpgsqlCommand("create schema shop; create table shop.things (id int)", connection);
            command.ExecuteNonQuery();
        }

        AssertSays(Simulate(address), Wrong, "holds something else", "Use another database");
    }

    [Fact]
    public void A_database_takes_one_world_and_all_its_days()
    {
        var address = shop.Server.DatabaseAddress(shop.CopyEmpty());
        Assert.Equal(0, Simulate(address).ExitCode);

        AssertSays(Simulate(address, "other", "--seed", "7"), Wrong, "holds the shop of another world (seed 42", "another database");
        AssertSays(Simulate(shop.Server.DatabaseAddress(shop.CopyEmpty())), Wrong, "the world stands at 2026-01-02", "restore the database");
        AssertSays(WaybillProgram.Run("simulate", "--workspace", _folder.PathOf("world")), Wrong, "goes into PostgreSQL", "--to postgres");
    }

    [Fact]
    public void More_connections_than_the_server_takes_are_refused_at_once()
    {
        var result = Simulate(shop.Server.DatabaseAddress(shop.CopyEmpty()), "world", "--live", "--connections", "400");

        AssertSays(result, Unavailable, "too many clients", "--connections");
    }

    [Theory]
    [InlineData("--to nowhere", "'nowhere' is not a place", "--to postgres")]
    [InlineData("--to postgres", "needs the address of a database", "--postgres postgresql://")]
    [InlineData("--live", "are for --to postgres", "Add --to postgres")]
    [InlineData("--to postgres --postgres postgresql://me@h/d --speed 5", "--speed is for --live", "Add --live")]
    [InlineData("--to postgres --postgres postgresql://me@h/d --live --speed -1", "--speed -1 is not possible", "above 0")]
    [InlineData("--to postgres --postgres postgresql://me@h/d --connections 0", "--connections 0 is not possible", "Use 1 to")]
    [InlineData("--to postgres --postgres postgresql://me:secret@h/d", "holds a password", "PGPASSWORD")]
    public void Options_that_cannot_be_are_refused(string options, string message, string advice) =>
        AssertSays(WaybillProgram.Run(["simulate", "--workspace", _folder.PathOf("world"), .. options.Split(' ')]), Wrong, message, advice);

    private static T WithPassword<T>(string password, Func<T> step)
    {
        Environment.SetEnvironmentVariable("PGPASSWORD", password);
        try
        {
            return step();
        }
        finally
        {
            Environment.SetEnvironmentVariable("PGPASSWORD", null);
        }
    }

    private ProgramResult Simulate(string address, string workspace = "world", params string[] more) =>
        WaybillProgram.Run(["simulate", .. more, .. ShopScenario.Options(_folder, workspace, address)]);

    private static void AssertSays(ProgramResult result, int exitCode, string message, string advice)
    {
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Contains(advice, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Error, StringComparison.Ordinal);
    }
}
