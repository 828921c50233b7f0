using Npgsql;
using Waybill.IntegrationTests.Cli;
using Waybill.IntegrationTests.Postgres.Schema;
using Waybill.IntegrationTests.Postgres.Writing;
using Xunit;

namespace Waybill.IntegrationTests.Postgres.Cli;

[Collection(SharedShopServer.Name)]
public sealed class KilledShopTests(ShopServer shop) : IDisposable
{
    private const string Days = "5";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("backfill", "select coalesce(sum(next_day - date '2026-01-01'), 0)::bigint from shop_load.cells", 1, 4, 5)]
    [InlineData("live", "select count(*) from shop.order_status_history", 50, 400, 1200)]
    public async Task A_shop_whose_simulation_is_killed_again_and_again_ends_as_an_undisturbed_one(string way, string progress, params int[] deaths)
    {
        string[] live = way == "live" ? ["--live", "--connections", "16"] : ["--connections", "2"];
        var (peaceful, killed) = (shop.CopyEmpty(), shop.CopyEmpty());
        Succeed(peaceful, "peaceful", "--days", Days);
        await using var watch = await shop.ConnectAsync(killed);

        foreach (var death in deaths)
        {
            WaybillProgram.KillWhen(() => Count(watch, progress) >= death, Arguments(killed, "killed", ["--until", "2026-01-06", .. live]));
        }

        Succeed(killed, "killed", ["--until", "2026-01-06", .. live]);
        await using var expected = await shop.ConnectAsync(peaceful);
        Assert.Equal(await ShopDump.AllAsync(expected), await ShopDump.AllAsync(watch));
        Assert.Empty(await watch.ListAsync("select c::text from shop.check_all c"));
        Assert.Equal(Digest(peaceful, "peaceful"), Digest(killed, "killed"));
    }

    private static long Count(NpgsqlConnection connection, string question)
    {
        using var command = new NpgsqlCommand(question, connection);
        return (long)command.ExecuteScalar()!;
    }

    private string? Digest(string database, string workspace) =>
        Succeed(database, workspace, "--days", "0", "--json").Json().GetProperty("digest").GetString();

    private ProgramResult Succeed(string database, string workspace, params string[] more) => WaybillProgram.Succeed(Arguments(database, workspace, more));

    private string[] Arguments(string database, string workspace, string[] more) =>
        ["simulate", .. more, .. ShopScenario.Options(_folder, workspace, shop.Server.DatabaseAddress(database))];
}
