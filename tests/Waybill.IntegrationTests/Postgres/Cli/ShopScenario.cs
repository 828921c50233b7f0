using Waybill.IntegrationTests.Cli;

namespace Waybill.IntegrationTests.Postgres.Cli;

/// <summary>Two city markets with a shop of few goods and about a hundred orders a day each.</summary>
internal static class ShopScenario
{
    private const string Text = """
        name: small_shop
        demand:
          orders_per_cell_day: 100
          customers_per_cell: 300
        catalogue:
          products: 20
        shop: {}
        faults:
          preset: none
        """;

    /// <summary>The options that choose the world and the database, for simulate on a workspace inside the folder.</summary>
    public static string[] Options(TemporaryFolder folder, string workspace, string address) =>
    [
        "--scale", "0.5", "--scenario", folder.Write("small_shop.yaml", Text), "--workspace", folder.PathOf(workspace), "--truth", "ledger",
        "--to", "postgres", "--postgres", address,
    ];
}
