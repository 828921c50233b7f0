using Waybill.Connectors.Postgres.Loading;
using Waybill.IntegrationTests.Lake;
using Xunit;

namespace Waybill.IntegrationTests.Postgres.Loading;

public sealed class LoadValueTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task Values_of_every_type_of_the_lake_arrive_unchanged()
    {
        using var sample = new LoadSample(server, "every_type");
        var table = Samples.WithEveryType(sample.Lake, rows: 5000);

        var result = await sample.Load(LoadSample.Table(table, "id"));

        Assert.Empty(result.Notes);
        Assert.Equal(0, sample.Differences(table));
    }

    [Theory]
    [InlineData("decimal(4, 2)", "[-99.99, -0.01, 0, 0.1, 10, 99.99]")]
    [InlineData("decimal(9, 3)", "[-999999.999, 0.001, 1000, 123456.7]")]
    [InlineData("decimal(18, 0)", "[-999999999999999999, 10000, 100000000]")]
    [InlineData("decimal(18, 18)", "['-0.999999999999999999', '0.000000000000000001', '0.0001']")]
    [InlineData("decimal(38, 0)", "[99999999999999999999999999999999999999, -1, 10000000000000000]")]
    [InlineData("decimal(38, 38)", "['0.99999999999999999999999999999999999999', '-0.00000000000000000000000000000000000001']")]
    [InlineData("decimal(38, 5)", "['-123456789012345678901234567890123.45678', '0.00001', '20000000000000000000']")]
    [InlineData("hugeint", "[170141183460469231731687303715884105727, -170141183460469231731687303715884105728, 0]")]
    [InlineData("bigint", "[9223372036854775807, -9223372036854775808]")]
    [InlineData("smallint", "[32767, -32768]")]
    [InlineData("ubigint", "[18446744073709551615]")]
    [InlineData("double", "[1.7976931348623157e308, -5e-324, 0.1, 'NaN'::double, 'infinity'::double, '-infinity'::double]")]
    [InlineData("float", "['0.1'::float, '3.4028235e38'::float, 'NaN'::float]")]
    [InlineData("date", "['0001-01-01'::date, '1969-12-31'::date, '9999-12-31'::date, 'infinity'::date, '-infinity'::date]")]
    [InlineData("timestamp", "['0001-01-01'::timestamp, '1969-12-31 23:59:59.999999'::timestamp, '9999-12-31 23:59:59.000001'::timestamp, 'infinity'::timestamp]")]
    [InlineData("varchar", """['', 'Trần "Minh"', '😀', e'tab\tline\n\\N', 'NULL', repeat('ä', 500000)]""")]
    [InlineData("blob", "['\\x00\\xFF'::blob, ''::blob]")]
    [InlineData("uuid", "['00112233-4455-6677-8899-aabbccddeeff'::uuid]")]
    [InlineData("boolean", "[true, false]")]
    public async Task Extreme_values_arrive_unchanged(string type, string values)
    {
        using var sample = new LoadSample(server, "extremes");
        sample.Loaded.Execute("drop schema if exists extremes cascade");
        var query = $"select unnest([{values[1..^1]}, null]::{type}[]) as v";

        await sample.Load(new LoadTable { Name = "v", Source = new QueryLoadSource(query, "1") });

        Assert.Equal(0, sample.Loaded.Differences(sample.Lake.Sql, $"({query})", "v"));
        Assert.Equal("1", sample.Loaded.Scalar("select count(*) from extremes.v where v is null"));
    }

    [Fact]
    public async Task Lists_and_structs_become_jsonb_and_NUL_is_replaced_with_a_note()
    {
        using var sample = new LoadSample(server, "nested");
        const string Query = "select 1 as id, [1, 2] as numbers, {'a': 'x', 'b': null} as thing, 'a' || chr(0) || 'b' as word";

        var result = await sample.Load(new LoadTable { Name = "t", Source = new QueryLoadSource(Query, "1"), Key = ["id"] });

        Assert.Equal("[1, 2]", sample.Loaded.Scalar("select numbers::text from nested.t where jsonb_typeof(thing) = 'object' and thing ->> 'a' = 'x'"));
        Assert.Equal("a\uFFFDb", sample.Loaded.Scalar("select word from nested.t"));
        Assert.Contains("word: 1 texts held NUL", Assert.Single(result.Notes).Message);
    }
}
