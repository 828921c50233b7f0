using Waybill.IntegrationTests.Cli;
using Xunit;

namespace Waybill.IntegrationTests.Capture;

public sealed class SameGoldTests(LogicalServer server) : IClassFixture<LogicalServer>, IDisposable
{
    private const string Scenario = """
        name: small_shop
        demand:
          orders_per_cell_day: 150
          customers_per_cell: 1000
        catalogue:
          products: 60
        shop: {}
        calendar:
          - {days: 2, kind: flash_sale}
          - {days: 1-3, kind: fraud_attack, pattern: card_testing}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Two days by COPY are caught by the first copy of the tables, two more, live and by COPY, by the stream of changes.</summary>
    [Theory]
    [InlineData("stream")]
    [InlineData("watermark")]
    public void Gold_of_a_captured_database_equals_gold_of_the_files_that_the_same_world_writes(string way)
    {
        var address = NewDatabase("same_gold_" + way);
        string[] to = ["--to", "postgres", "--postgres", address];
        string[] capture = ["capture", "--postgres", address, "--once", "--workspace", Captured, .. (way == "stream" ? ["--slot", "same_gold"] : new[] { "--watermark" })];

        Simulate(Embedded, 2);
        WaybillProgram.Succeed("run", "--workspace", Embedded);
        Simulate(Embedded, 2);
        WaybillProgram.Succeed("run", "--workspace", Embedded);
        Simulate(Captured, 2, to);
        WaybillProgram.Succeed(capture);
        WaybillProgram.Succeed("run", "--workspace", Captured);
        Simulate(Captured, 1, [.. to, "--live", "--connections", "8"]);
        Simulate(Captured, 1, to);
        WaybillProgram.Succeed(capture);
        WaybillProgram.Succeed("run", "--workspace", Captured);

        var gold = Gold(Embedded);
        Assert.Equal(gold, Gold(Captured));
        Assert.Contains(gold, table => table.StartsWith("gold.fct_order_line:", StringComparison.Ordinal) && !table.EndsWith(": 0 rows, ", StringComparison.Ordinal));
        WaybillProgram.Succeed("verify", "--workspace", Embedded);
        WaybillProgram.Succeed("verify", "--workspace", Captured);
    }

    private string Embedded => _folder.PathOf("embedded");

    private string Captured => _folder.PathOf("captured");

    private string NewDatabase(string name)
    {
        server.Server.Execute($"create database {name}");
        return server.Server.DatabaseAddress(name);
    }

    private void Simulate(string workspace, int days, params string[] more) => WaybillProgram.Succeed([
        "simulate", "--scale", "0.5", "--scenario", _folder.Write("small_shop.yaml", Scenario), "--days", $"{days}", "--workspace", workspace, .. more]);

    /// <summary>Of each gold table: its rows and a digest of them.</summary>
    private static List<string> Gold(string workspace)
    {
        var names = WaybillProgram.Succeed("tables", "--workspace", workspace, "--json").Json().EnumerateArray()
            .Select(table => table.GetProperty("name").GetString()!).Where(name => name.StartsWith("gold.", StringComparison.Ordinal));
        var query = string.Join(" union all ", names.Select(name => $"select '{name}' as name, count(*) as rows, sum(hash(t)::hugeint)::varchar as digest from {name} as t"));
        return
        [
            .. WaybillProgram.Succeed("sql", query + " order by name", "--workspace", workspace, "--json").Json().EnumerateArray()
                .Select(row => $"{row.GetProperty("name").GetString()}: {row.GetProperty("rows")} rows, {row.GetProperty("digest")}"),
        ];
    }
}
