using Waybill.IntegrationTests.Cli;

namespace Waybill.IntegrationTests.Up;

/// <summary>A world with few orders, a factory and a few trucks, with every fault of the usual plan.</summary>
internal static class SmallChain
{
    private const string Text = """
        name: small_chain
        demand:
          orders_per_cell_day: 60
        cold_chain:
          trucks: 4
          report_seconds: 60
        """;

    /// <summary>The options that choose the world and its workspace inside the folder.</summary>
    public static string[] Options(TemporaryFolder folder, string workspace) =>
        ["--scale", "0.25", "--scenario", Scenario(folder), "--workspace", folder.PathOf(workspace)];

    public static string Scenario(TemporaryFolder folder) => folder.Write("small_chain.yaml", Text);
}
