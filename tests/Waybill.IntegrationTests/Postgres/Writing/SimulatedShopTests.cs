using Waybill.Connectors.Postgres.Writing;
using Waybill.Events.Shop;
using Waybill.IntegrationTests.Postgres.Schema;
using Waybill.Sim.Scenarios;
using Xunit;

namespace Waybill.IntegrationTests.Postgres.Writing;

/// <summary>The database against the simulated truth, table by table, with everything that the database's own rules wrote.</summary>
[Collection(SharedShopServer.Name)]
public sealed class SimulatedShopTests(ShopServer shop)
{
    private const int Days = 8;

    /// <summary>Few goods and scarce stock: buyers meet, wait and go away with nothing.</summary>
    private static readonly Scenario Busy = new()
    {
        OrdersPerCellDay = 60,
        CustomersPerCell = 150,
        Products = 10,
        PopularitySigma = 2,
        Shop = new ShopSettings { CoverDays = 1, ServiceLevel = 0, LeadTimeFactor = 0.5m },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_database_equals_the_simulated_truth(bool live)
    {
        var database = shop.CopyEmpty();
        var world = new SimulatedShop(Busy, cells: 2);
        using (var writer = Open(database, world.Options, live))
        {
            for (var day = 0; day < Days; day++)
            {
                world.Play(SimulatedShop.FirstDay + day, writer);
            }
        }

        await AssertEqual(database, world);
        Assert.Subset(
            world.Kinds.Keys.ToHashSet(),
            new HashSet<ShopTransactionKind> { ShopTransactionKind.Return, ShopTransactionKind.Review, ShopTransactionKind.Reservation, ShopTransactionKind.Cancellation });
    }

    [Fact]
    public async Task A_world_may_go_on_by_the_other_way()
    {
        var database = shop.CopyEmpty();
        var world = new SimulatedShop(Busy, cells: 2);
        for (var day = 0; day < 4; day++)
        {
            using var writer = Open(database, world.Options with { NextDay = SimulatedShop.FirstDay + day }, live: day % 2 == 1);
            world.Play(SimulatedShop.FirstDay + day, writer);
        }

        await AssertEqual(database, world);
    }

    private IShopDatabase Open(string database, ShopLoadOptions options, bool live) => live
        ? ShopLive.Open(shop.Address(database), options with { Connections = 64 })
        : ShopBackfill.Open(shop.Address(database), options);

    private async Task AssertEqual(string database, SimulatedShop world)
    {
        await using var connection = await shop.ConnectAsync(database);
        foreach (var table in ShopCatalogue.All)
        {
            var rows = await connection.ListAsync(SimulatedShop.Sql(table));
            rows.Sort(StringComparer.Ordinal);
            Assert.Equal(world.Rows(table), rows);
        }

        Assert.Empty(await connection.ListAsync("select c::text from shop.check_all c"));
    }
}
