using Waybill.DuckDb;
using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Score;
using Waybill.Tests.House;
using Xunit;

namespace Waybill.Tests.Pipeline.Score;

/// <summary>Text files of the truth are read by their headers; a table whose columns changed on the way has all of them.</summary>
public sealed class TruthTablesTests : IDisposable
{
    private readonly TemporaryFolder _truth = new();
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    private readonly ModelSession _session;

    public TruthTablesTests()
    {
        ModelSession.Prepare(_database, ModelLibrary.Load(Repository.PathOf("models")));
        _session = ModelSession.Open(_database);
    }

    public void Dispose()
    {
        _session.Dispose();
        _database.Dispose();
        _truth.Dispose();
    }

    [Fact]
    public void Files_with_the_same_columns_are_one_table()
    {
        _truth.Write("shop/carriers/1.csv", "carrier_id,name\n1,\"a, \"\"b\"\"\nc\"\n2,\n");
        _truth.Write("shop/carriers/2.csv", "carrier_id,name\n3,d\n");

        Assert.Contains("truth.shop_carriers", TruthTables.Define(_session, _truth.Path));
        Assert.Equal(["1:a, \"b\"\nc", "2:nothing", "3:d"], Rows("carrier_id || ':' || coalesce(name, 'nothing')"));
    }

    [Fact]
    public void A_column_that_came_later_is_empty_before()
    {
        _truth.Write("shop/carriers/1.csv", "carrier_id,name\n1,a\n");
        _truth.Write("shop/carriers/2.csv", "carrier_id,country,name\n2,DE,b\n");

        TruthTables.Define(_session, _truth.Path);

        Assert.Equal(["1:a:nowhere", "2:b:DE"], Rows("carrier_id || ':' || name || ':' || coalesce(country, 'nowhere')"));
    }

    [Theory]
    [InlineData("carrier_id,name,")]
    [InlineData(" carrier_id , name ")]
    [InlineData("carrier_id,\"name\"")]
    [InlineData("carrier_id,name,Name")]
    public void A_header_that_is_not_plain_is_left_to_duckdb(string header)
    {
        _truth.Write("shop/carriers/1.csv", header + "\n1,a" + (header.Count(c => c == ',') > 1 ? "," : "") + "\n");

        TruthTables.Define(_session, _truth.Path);

        Assert.Equal(["1:a"], Rows("carrier_id || ':' || name"));
    }

    private IReadOnlyList<string> Rows(string text) => _session.Connection.List<string>($"select {text} from truth.shop_carriers order by carrier_id");
}
