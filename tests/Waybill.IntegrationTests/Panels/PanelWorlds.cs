using Waybill.IntegrationTests.Cli;

namespace Waybill.IntegrationTests.Panels;

/// <summary>A small lake of each kind that panels are asked of, refined by the program, and a workspace where nothing has landed.</summary>
public sealed class PanelWorlds : IDisposable
{
    private const string Small = """

        demand:
          orders_per_cell_day: 150
        faults:
          preset: messy
        """;

    private readonly TemporaryFolder _folder = new();

    public PanelWorlds()
    {
        Make("orders", "name: orders" + Small, days: 2);
        Make("trucks", "name: trucks" + Small + "\ncold_chain:\n  trucks: 3\n  report_seconds: 60\n", days: 2);
        Make("shop", "name: shop" + Small + "\nshop: {}\ncalendar:\n  - {kind: fraud_attack, pattern: card_testing, days: 1, orders: 60}\n", days: 2);
        WaybillProgram.Succeed("init", "--workspace", PathOf("empty"));
    }

    public string PathOf(string world) => _folder.PathOf(world);

    public void Dispose() => _folder.Dispose();

    private void Make(string name, string scenario, int days) => WaybillProgram.Succeed(
        "demo", "--no-serve", "--json", "--days", $"{days}", "--scale", "0.25", "--scenario", _folder.Write($"{name}.yaml", scenario), "--workspace", PathOf(name));
}
