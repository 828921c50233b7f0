namespace Waybill.IntegrationTests.Cli;

/// <summary>A world of one city market with about a hundred orders a day, with every fault of the usual plan.</summary>
internal static class TinyWorld
{
    private const string Scenario = """
        name: tiny
        demand:
          orders_per_cell_day: 120
        faults:
          preset: messy
        """;

    /// <summary>The options that choose the world, for simulate and demo on a workspace inside the folder.</summary>
    public static string[] Options(TemporaryFolder folder, string workspace) =>
    [
        "--scale", "0.25", "--scenario", folder.Write("tiny.yaml", Scenario), "--workspace", folder.PathOf(workspace),
    ];
}
