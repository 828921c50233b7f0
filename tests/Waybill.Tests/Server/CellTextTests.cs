using System.Text;
using Waybill.DuckDb;
using Waybill.Server.Cells;
using Xunit;

namespace Waybill.Tests.Server;

public sealed class CellTextTests
{
    [Theory]
    [InlineData("null", "null")]
    [InlineData("1::tinyint", "1")]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("9007199254740993", "\"9007199254740993\"")]
    [InlineData("-9007199254740993", "\"-9007199254740993\"")]
    [InlineData("18446744073709551615::ubigint", "\"18446744073709551615\"")]
    [InlineData("170141183460469231731687303715884105727::hugeint", "\"170141183460469231731687303715884105727\"")]
    [InlineData("12::hugeint", "12")]
    [InlineData("1.50::decimal(9, 2)", "1.50")]
    [InlineData("12345678901234567890123456789012345.67::decimal(38, 2)", "12345678901234567890123456789012345.67")]
    [InlineData("0.1::float", "0.1")]
    [InlineData("1e300::double", "1E+300")]
    [InlineData("'inf'::double", "null")]
    [InlineData("'-inf'::float", "null")]
    [InlineData("date '2026-02-28'", "\"2026-02-28\"")]
    [InlineData("timestamp '2026-02-28 01:02:03'", "\"2026-02-28T01:02:03Z\"")]
    [InlineData("timestamp '2026-02-28 01:02:03.000001'", "\"2026-02-28T01:02:03.000001Z\"")]
    [InlineData("timestamp_ms '2026-02-28 01:02:03.5'", "\"2026-02-28T01:02:03.5Z\"")]
    [InlineData("time '12:00:05'", "\"12:00:05\"")]
    [InlineData("'Nguyễn <b>'", "\"Nguyễn \\u003Cb\\u003E\"")]
    [InlineData("'\\xFF\\x41'::blob", "\"\uFFFDA\"")]
    [InlineData("[1, null, 3]", "\"[1, null, 3]\"")]
    [InlineData("{'a': 1, 'b': ['x']}", "\"{a: 1, b: [x]}\"")]
    [InlineData("map {'k': 2}", "\"{k: 2}\"")]
    [InlineData("'x'::enum('x', 'y')", "\"x\"")]
    public void A_value_is_written_as_a_browser_can_read_it(string sql, string json)
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        using var result = connection.Query($"select {sql} as v");

        var answer = Encoding.UTF8.GetString(AnswerJson.Write(new AnswerHead(null, null), [], result, 10, 1000, () => 0));

        Assert.Contains($"\"rows\":[[{json}]]", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void CSV_quotes_what_needs_it_and_leaves_nulls_empty()
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        using var result = connection.Query("select 'a,b' as \"x,y\", 'say \"hi\"' as q, null as n, E'two\\nlines' as l");

        Assert.Equal("\"x,y\",q,n,l\n\"a,b\",\"say \"\"hi\"\"\",,\"two\nlines\"\n", Encoding.UTF8.GetString(AnswerCsv.Write(result, 10)));
    }
}
