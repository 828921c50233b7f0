using Waybill.Cli.Commands;
using Waybill.Cli.Loading;
using Waybill.Cli.Workspaces;
using Waybill.Connectors.Postgres.Loading;
using Waybill.IntegrationTests.Cli;
using Xunit;

namespace Waybill.IntegrationTests.Postgres.Loading;

/// <summary>The gold of a simulated shop in a real server.</summary>
public sealed class ShopLoadTests(PostgresServer server) : IClassFixture<PostgresServer>, IDisposable
{
    private const string Scenario = """
        name: small_shop
        demand:
          orders_per_cell_day: 80
          customers_per_cell: 500
        catalogue:
          products: 40
        shop: {}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Gold_of_a_shop_is_loaded_with_all_its_references_and_again_after_another_day()
    {
        var schema = new LoadedSchema(server, "shop_gold");
        AddDays(2);

        var first = await Load(schema);
        Assert.Empty(first.Notes);
        Assert.All(first.Tables, t => Assert.Equal(LoadAction.Created, t.Action));
        Assert.Equal(LoadedGold.References(Lake), first.ForeignKeys.Order(StringComparer.Ordinal));
        Assert.Contains("fct_order_line(order_id) -> fct_order(order_id)", first.ForeignKeys);
        Assert.Contains("fct_inventory_movement(warehouse_id) -> dim_warehouse(warehouse_id)", first.ForeignKeys);
        LoadedGold.AssertSameAsLake(schema, Lake);

        AddDays(1);
        var increment = await Load(schema);
        Assert.Empty(increment.Notes);
        Assert.Contains(increment.Tables, t => t is { Table: "fct_order", Action: LoadAction.Changes, Inserted: > 0, Updated: > 0 });
        Assert.Equal(first.ForeignKeys.Order(), increment.ForeignKeys.Order());
        LoadedGold.AssertSameAsLake(schema, Lake);

        var again = await Load(schema);
        Assert.All(again.Tables, t => Assert.Equal((LoadAction.UpToDate, 0, 0, 0), (t.Action, t.Inserted, t.Updated, t.Deleted)));
    }

    private string Lake => _folder.PathOf("world/lake");

    private void AddDays(int days)
    {
        WaybillProgram.Succeed("simulate", "--scale", "0.25", "--scenario", _folder.Write("small_shop.yaml", Scenario), "--days", $"{days}",
            "--workspace", _folder.PathOf("world"));
        WaybillProgram.Succeed("run", "--workspace", _folder.PathOf("world"));
    }

    private Task<LoadResult> Load(LoadedSchema schema) => new LoadJob(
        Workspace.Open(_folder.PathOf("world")),
        new LoadJobOptions { Address = schema.Address, Schema = schema.Name, ModelsFolder = ModelsFolder.Find(null) })
        .RunAsync(new Progress<LoadStep>(), default);
}
