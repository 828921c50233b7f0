using Xunit;

namespace Waybill.IntegrationTests.Cli;

/// <summary>What <c>waybill sql</c> prints of values that are not plain numbers and words.</summary>
public sealed class SqlOutputTests : IDisposable
{
    private const string Query = "select [1, null] as l, {'a': 'x'} as s, map {'k': [2, 'inf'::double]} as m, time '12:00:05' as t, 'nan'::double as n, 'inf'::float as f";
    private readonly TemporaryFolder _folder = new();

    public SqlOutputTests()
    {
        _folder.Write(OrderFiles.SalesFile("20260101_120000"), OrderFiles.SalesHeader + OrderFiles.Order(1));
        WaybillProgram.Succeed("run", "--workspace", _folder.Root);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_shows_what_lists_and_times_hold()
    {
        var lines = WaybillProgram.Succeed("sql", Query, "--workspace", _folder.Root).Output;

        Assert.Contains("[1, null]", lines, StringComparison.Ordinal);
        Assert.Contains("{a: x}", lines, StringComparison.Ordinal);
        Assert.Contains("{k: [2, Infinity]}", lines, StringComparison.Ordinal);
        Assert.Contains("12:00:05", lines, StringComparison.Ordinal);
        Assert.Contains("NaN", lines, StringComparison.Ordinal);
    }

    [Fact]
    public void CSV_quotes_them() => Assert.Equal(
        "l,s,m,t,n,f\n\"[1, null]\",{a: x},\"{k: [2, Infinity]}\",12:00:05,NaN,Infinity\n",
        WaybillProgram.Succeed("sql", Query, "--csv", "--workspace", _folder.Root).Output);

    [Fact]
    public void JSON_keeps_their_shape_and_has_no_number_that_it_does_not_know() => Assert.Equal(
        """[{"l":[1,null],"s":{"a":"x"},"m":[{"key":"k","value":[2,null]}],"t":"12:00:05","n":null,"f":null}]""",
        string.Concat(WaybillProgram.Succeed("sql", Query, "--json", "--workspace", _folder.Root).Output.Where(c => !char.IsWhiteSpace(c))));
}
