using System.Globalization;
using Waybill.Cli.Commands;
using Waybill.Cli.Workspaces;
using Xunit;

namespace Waybill.IntegrationTests.Cli;

/// <summary>Whatever the hostile plan does to a world, everything that can be known is known in the end.</summary>
public sealed class HostileWorldTests
{
    private const string Scenario = """
        name: small
        demand:
          orders_per_cell_day: 400
        faults:
          preset: hostile
        """;

    [Theory]
    [InlineData(11, 2)]
    [InlineData(12, 3)]
    [InlineData(13, 4)]
    [InlineData(14, 5)]
    public void Everything_that_can_be_known_is_known(int seed, int days)
    {
        using var folder = new TemporaryFolder();
        WaybillProgram.Succeed("simulate", "--seed", Text(seed), "--days", Text(days), "--scale", "0.5",
            "--scenario", folder.Write("small.yaml", Scenario), "--workspace", folder.PathOf("world"));
        WaybillProgram.Succeed("run", "--workspace", folder.PathOf("world"));

        var verification = VerifyCommand.Verify(Workspace.Open(folder.PathOf("world")), ModelsFolder.Find(null), tolerancePct: null, default);

        Assert.Empty(verification.Differences);
        Assert.Equal([], verification.Checks.Where(c => !c.Pass).Select(c => $"{c.Layer}: {c.Name}, {c.Found} instead of {c.Knowable}"));
        Assert.Contains(verification.Tables, t => t.Table == "silver.orders" && t.Expected > 0);
        Assert.Contains(verification.Unknowable, u => u.Table == "silver.orders" && u.Reason == "null_value");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
