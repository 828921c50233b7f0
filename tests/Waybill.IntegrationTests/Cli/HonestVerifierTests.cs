using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Lake.Catalog;
using Waybill.Pipeline.Engine;
using Xunit;

namespace Waybill.IntegrationTests.Cli;

/// <summary>The verifier must notice what somebody changes behind its back.</summary>
public sealed class HonestVerifierTests : IClassFixture<HonestVerifierTests.BuiltDemo>
{
    private readonly TemporaryFolder _folder;
    private readonly DirectoryCatalog _catalog;
    private ProgramResult _result = new(0, "", "");

    public HonestVerifierTests(BuiltDemo demo)
    {
        _folder = demo.Folder;
        _catalog = new DirectoryCatalog(_folder.PathOf("world/lake"));
    }

    [Theory]
    [InlineData("gold.kpi_gmv", "ordered_date, channel", "gmv_placed + 0.01 as gmv_placed", "GMV placed")]
    [InlineData("gold.kpi_gmv", "ordered_date, channel", "orders_placed + 1 as orders_placed", "orders placed")]
    [InlineData("gold.kpi_sla", "promised_date, region, carrier, channel", "on_time + 1 as on_time", "orders on time")]
    [InlineData("gold.sales", "order_id", "case status when 'Pending' then 'Shipped' else 'Pending' end as status", "orders pending")]
    [InlineData("silver.orders", "order_id", "quantity + 1 as quantity", "order cells wrong")]
    [InlineData("silver.orders", "order_id", "customer_name || 'x' as customer_name", "order cells wrong")]
    public void A_value_that_was_changed_fails_its_check(string table, string key, string change, string check)
    {
        Tamper(table, key, $"select * replace ({change}) from {table} order by {key} limit 1");

        AssertNotVerified(table, check);
    }

    [Theory]
    [InlineData("silver.orders", "order_id", "orders missing")]
    [InlineData("silver.order_status_events", "order_id, status", "status events missing")]
    [InlineData("gold.sales", "order_id", "orders")]
    [InlineData("gold.fct_orders", "order_id", "orders")]
    public void A_row_that_was_deleted_fails_its_check(string table, string key, string check)
    {
        Tamper(table, key, $"select * from {table} limit 0");

        AssertNotVerified(table, check);
    }

    // The row with the smallest key is replaced; each test takes the table as it is and puts it back.
    private void Tamper(string table, string key, string rows)
    {
        using var query = LakeQuery.Open(_catalog, library: null);
        var connection = query.Connection;
        connection.Execute($"create or replace temp table forged as {rows}");
        connection.Execute($"create or replace temp table chosen as select {key} from {table} order by {key} limit 1");
        connection.Execute($"create or replace temp table original as select * from {table} semi join chosen using ({key})");
        Replace(connection, table, key, "forged");
        try
        {
            _result = WaybillProgram.Run("verify", "--json", "--workspace", _folder.PathOf("world"));
        }
        finally
        {
            Replace(connection, table, key, "original");
        }
    }

    private void Replace(DuckDbConnection connection, string table, string key, string rows)
    {
        var current = _catalog.Load(TableId.Parse(table));
        var transaction = current.Begin(new CommitStamp(0, $"forged/{current.Metadata.LastSequenceNumber}"));
        transaction.ReplaceByKey(connection, $"select * from {rows}", key.Split(", "), "select * from chosen");
        Assert.True(transaction.Commit().Changed);
    }

    private void AssertNotVerified(string table, string check)
    {
        Assert.Equal(1, _result.ExitCode);
        var failed = _result.Json().GetProperty("checks").EnumerateArray().Where(c => !c.GetProperty("pass").GetBoolean())
            .Select(c => $"{c.GetProperty("layer")}: {c.GetProperty("name")}");
        Assert.Contains($"{table}: {check}", failed);
    }

    /// <summary>A verified lake that the tests share, one after the other.</summary>
    public sealed class BuiltDemo : IDisposable
    {
        public BuiltDemo() => WaybillProgram.Succeed(["demo", "--json", "--days", "2", .. TinyWorld.Options(Folder, "world")]);

        internal TemporaryFolder Folder { get; } = new();

        public void Dispose() => Folder.Dispose();
    }
}
