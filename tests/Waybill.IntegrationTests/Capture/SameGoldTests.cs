using Waybill.IntegrationTests.Cli;
using Xunit;

namespace Waybill.IntegrationTests.Capture;

public sealed class SameGoldTests(LogicalServer server) : IClassFixture<LogicalServer>, IDisposable
{
    private const string Scenario = """
        name: small_shop
        demand:
          orders_per_cell_day: 80
          customers_per_cell: 400
        catalogue:
          products: 40
        shop: {}
        calendar:
          - {days: 2, kind: flash_sale}
          - {days: 1-3, kind: fraud_attack, pattern: card_testing}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A first copy of the tables catches two days written by COPY; changes of two more days, one of them live, follow.</summary>
    [Fact]
    public void Gold_of_a_captured_database_equals_gold_of_the_files_that_the_same_world_writes()
    {
        var address = server.Server.DatabaseAddress("same_gold");
        server.Server.Execute("create database same_gold");
        string[] to = ["--to", "postgres", "--postgres", address];
        Simulate(Embedded, 4);
        WaybillProgram.Succeed("run", "--workspace", Embedded);

        Simulate(Captured, 2, to);
        Capture(Captured, address, "--slot", "same_gold");
        WaybillProgram.Succeed("run", "--workspace", Captured);
        Simulate(Captured, 1, [.. to, "--live", "--connections", "8"]);
        Simulate(Captured, 1, to);
        Capture(Captured, address, "--slot", "same_gold");
        WaybillProgram.Succeed("run", "--workspace", Captured);

        var gold = Gold(Embedded);
        Assert.Equal(gold, Gold(Captured));
        Assert.Contains(gold, table => table.StartsWith("gold.fct_order_line: ", StringComparison.Ordinal) && !table.Contains(": 0 rows"));
        WaybillProgram.Succeed("verify", "--workspace", Captured);
    }

    [Fact]
    public void Rounds_by_watermark_give_that_gold_as_well()
    {
        var address = server.Server.DatabaseAddress("same_gold_by_watermark");
        server.Server.Execute("create database same_gold_by_watermark");
        string[] to = ["--to", "postgres", "--postgres", address];
        Simulate(Embedded, 2);
        WaybillProgram.Succeed("run", "--workspace", Embedded);

        Simulate(Captured, 1, to);
        Capture(Captured, address, "--watermark");
        Simulate(Captured, 1, [.. to, "--live", "--connections", "8"]);
        Capture(Captured, address, "--watermark");
        WaybillProgram.Succeed("run", "--workspace", Captured);

        Assert.Equal(Gold(Embedded), Gold(Captured));
    }

    private static string Compared(string table) => table == "gold.data_quality" ? $"(from {table} where feed not like 'shop%')" : table;

    private string Embedded => _folder.PathOf("embedded");

    private string Captured => _folder.PathOf("captured");

    private static void Capture(string workspace, string address, params string[] way) =>
        WaybillProgram.Succeed(["capture", "--postgres", address, "--once", "--workspace", workspace, .. way]);

    private void Simulate(string workspace, int days, params string[] more) => WaybillProgram.Succeed([
        "simulate", "--scale", "0.5", "--scenario", _folder.Write("small_shop.yaml", Scenario), "--days", $"{days}", "--workspace", workspace, .. more]);

    /// <summary>
    /// Of each gold table: its rows and a digest of them. Of gold.data_quality without the shop's feeds: it counts changes and the days on which they landed,
    /// and these are another matter for a copy than for all changes one by one.
    /// </summary>
    private static List<string> Gold(string workspace)
    {
        var names = WaybillProgram.Succeed("tables", "--workspace", workspace, "--json").Json().EnumerateArray()
            .Select(table => table.GetProperty("name").GetString()!).Where(name => name.StartsWith("gold.", StringComparison.Ordinal));
        var query = string.Join(" union all ", names.Select(name => $"select '{name}' as name, count(*) as rows, sum(hash(t)::hugeint)::varchar as digest from {Compared(name)} as t"));
        return
        [
            .. WaybillProgram.Succeed("sql", query + " order by name", "--workspace", workspace, "--json").Json().EnumerateArray()
                .Select(row => $"{row.GetProperty("name").GetString()}: {row.GetProperty("rows")} rows, {row.GetProperty("digest")}"),
        ];
    }
}
