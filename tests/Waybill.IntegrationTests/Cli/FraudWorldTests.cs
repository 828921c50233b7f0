using System.Globalization;
using Waybill.Cli.Commands;
using Waybill.Cli.Workspaces;
using Waybill.DuckDb;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Score;
using Xunit;

namespace Waybill.IntegrationTests.Cli;

/// <summary>How much of a world's fraud gold flags, and how often it flags honest orders, as a verification tells.</summary>
public sealed class FraudWorldTests : IDisposable
{
    private const string Attack = """
        name: small_attack
        demand:
          orders_per_cell_day: 300
          customers_per_cell: 3000
        catalogue:
          products: 60
        shop: {tracked_share: 0.01}
        calendar:
          - {kind: fraud_attack, pattern: card_testing, days: 1, orders: 120}
          - {kind: fraud_attack, pattern: account_takeover, days: 1, orders: 60}
          - {kind: fraud_attack, pattern: promo_abuse, days: 1, orders: 80}
          - {kind: fraud_attack, pattern: velocity, days: 1, orders: 60}
        """;

    private const string Usual = """
        name: usual_days
        demand:
          orders_per_cell_day: 400
          customers_per_cell: 3000
        catalogue:
          products: 60
        shop: {tracked_share: 0.01}
        """;

    /// <summary>Few customers, so that the best of them buy again and again while it lasts; nobody has bad intentions.</summary>
    private const string Sale = """
        name: small_sale
        demand:
          orders_per_cell_day: 200
          customers_per_cell: 400
          background_fraud: 0
        catalogue:
          products: 40
        shop: {tracked_share: 0.01}
        calendar:
          - {kind: flash_sale, days: [0, 2]}
        """;

    private readonly TemporaryFolder _folder = new();

    /// <summary>One seed is quick; a proof takes five or more.</summary>
    public static IEnumerable<TheoryDataRow<int>> Seeds =>
        Enumerable.Range(42, int.Parse(Environment.GetEnvironmentVariable("WAYBILL_FRAUD_SEEDS") ?? "1", CultureInfo.InvariantCulture)).Select(s => new TheoryDataRow<int>(s));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Nine_tenths_of_an_attack_are_flagged_and_nine_tenths_of_the_flags_are_right(int seed)
    {
        var checks = Verify(Attack, days: 3, seed);

        Assert.InRange(checks["fraud found, %"].Found, 90, 100);
        Assert.InRange(checks["flags that are right, %"].Found, 90, 100);
        var honest = checks["honest orders not flagged"];
        AssertHardlyAny(honest.Knowable - honest.Found, honest.Knowable);
        foreach (var pattern in (string[])["card_testing", "account_takeover", "promo_abuse", "velocity"])
        {
            Assert.True(checks[pattern + " found, %"].Pass, pattern); // a check is there from 20 labelled orders on
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Usual_days_of_a_shop_are_not_fraud(int seed) => AssertHardlyAnyFalseFlag(Usual, days: 3, seed);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_flash_sale_is_not_fraud(int seed) => AssertHardlyAnyFalseFlag(Sale, days: 3, seed);

    private static void AssertHardlyAny(double flagged, double honest)
    {
        Assert.InRange(honest, 400, 100_000);
        Assert.InRange(flagged, 0, 0.005 * honest);
    }

    /// <summary>Builds no more of gold than the flags.</summary>
    private void AssertHardlyAnyFalseFlag(string scenario, int days, int seed)
    {
        var workspace = Simulate(scenario, days, seed);
        WaybillProgram.Succeed("run", "--workspace", workspace, "--select", "+gold.fraud_flags");

        using var query = LakeQuery.Open(new DirectoryCatalog(Path.Combine(workspace, "lake")), library: null);
        var labels = Path.Combine(workspace, "truth", "fraud_labels"); // there is none when nobody was up to anything
        var fraud = Directory.Exists(labels) ? $"(select order_id from read_csv({Sql.Literal(labels + "/*.csv")}, all_varchar = true))" : "('none')";

        AssertHardlyAny(
            query.Connection.Scalar<long>($"select count(*) from gold.fraud_flags where order_id not in {fraud}"),
            query.Connection.Scalar<long>($"select count(*) from silver.shop_orders where order_id not in {fraud}"));
    }

    private string Simulate(string scenario, int days, int seed)
    {
        var workspace = _folder.PathOf("world");
        WaybillProgram.Succeed("simulate", "--days", $"{days}", "--seed", $"{seed}", "--scale", "0.25", "--scenario", _folder.Write("world.yaml", scenario), "--workspace", workspace);
        return workspace;
    }

    private Dictionary<string, ScoreCheck> Verify(string scenario, int days, int seed)
    {
        var workspace = Simulate(scenario, days, seed);
        WaybillProgram.Succeed("run", "--workspace", workspace);

        var verification = VerifyCommand.Verify(Workspace.Open(workspace), ModelsFolder.Find(null), tolerancePct: null, default);

        Assert.Empty(verification.Differences);
        Assert.Equal([], verification.Checks.Where(c => !c.Pass).Select(c => $"{c.Layer}: {c.Name}, {c.Found} instead of {c.Knowable}"));
        return verification.Checks.Where(c => c.Layer == "gold.fraud_flags").ToDictionary(c => c.Name);
    }
}
