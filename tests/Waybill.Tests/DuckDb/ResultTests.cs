using System.Globalization;
using Waybill.DuckDb;
using Xunit;

namespace Waybill.Tests.DuckDb;

public sealed class ResultTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    private readonly DuckDbConnection _connection;

    public ResultTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void The_library_has_the_pinned_version() => Assert.Equal("v1.5.5", DuckDbDatabase.LibraryVersion);

    [Theory]
    [InlineData("true", "True")]
    [InlineData("(-128)::tinyint", "-128")]
    [InlineData("32767::smallint", "32767")]
    [InlineData("(-2147483648)::integer", "-2147483648")]
    [InlineData("9223372036854775807::bigint", "9223372036854775807")]
    [InlineData("255::utinyint", "255")]
    [InlineData("65535::usmallint", "65535")]
    [InlineData("4294967295::uinteger", "4294967295")]
    [InlineData("18446744073709551615::ubigint", "18446744073709551615")]
    [InlineData("(-170141183460469231731687303715884105728)::hugeint", "-170141183460469231731687303715884105728")]
    [InlineData("1.5::float", "1.5")]
    [InlineData("(-0.1)::double", "-0.1")]
    [InlineData("(-1.23)::decimal(4,2)", "-1.23")]
    [InlineData("12345.678::decimal(9,3)", "12345.678")]
    [InlineData("1234567890123456.78::decimal(18,2)", "1234567890123456.78")]
    [InlineData("(-1234567890123456789012345.678)::decimal(28,3)", "-1234567890123456789012345.678")]
    [InlineData("(-0.01)::decimal(38,2)", "-0.01")]
    [InlineData("99999999999999999999999999999999999.999::decimal(38,3)", "99999999999999999999999999999999999.999")]
    [InlineData("'déjà vu, a long text'", "déjà vu, a long text")]
    [InlineData("''", "")]
    [InlineData("'exactly 12 b'", "exactly 12 b")]
    [InlineData("'and exactly13'", "and exactly13")]
    [InlineData("date '2024-02-29'", "02/29/2024")]
    [InlineData("time '23:59:58.123456'", "23:59")]
    [InlineData("timestamp '2026-01-03 04:05:06.789012'", "01/03/2026 04:05:06")]
    [InlineData("timestamptz '1969-12-31 23:59:59.5+00'", "12/31/1969 23:59:59")]
    [InlineData("timestamp_s '2026-01-03 04:05:06'", "01/03/2026 04:05:06")]
    [InlineData("timestamp_ms '2026-01-03 04:05:06.5'", "01/03/2026 04:05:06")]
    [InlineData("timestamp_ns '2026-01-03 04:05:06.123456789'", "2026-01-03 04:05:06.123456789")]
    [InlineData("'infinity'::timestamp", "infinity")]
    [InlineData("'-infinity'::date", "-infinity")]
    [InlineData("uuid '0123abcd-4567-89ab-cdef-0123456789ab'", "0123abcd-4567-89ab-cdef-0123456789ab")]
    [InlineData("'b'::enum('a','b')", "b")]
    [InlineData("interval '14 months 3 days 01:02:03'", "14 months 3 days 0.01:02:03.000000")]
    [InlineData("null", "")]
    public void Every_type_is_read(string expression, string expected)
    {
        var value = Single($"select {expression}");

        Assert.Equal(expected, Convert.ToString(value, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Moments_keep_their_microseconds_and_say_whether_they_are_utc()
    {
        var local = Assert.IsType<DateTime>(Single("select timestamp '2026-01-03 04:05:06.789012'"));
        var utc = Assert.IsType<DateTime>(Single("select timestamptz '2026-01-03 04:05:06.789012+00'"));

        Assert.Equal(new DateTime(2026, 1, 3, 4, 5, 6, 789, 12), local);
        Assert.Equal((DateTimeKind.Unspecified, DateTimeKind.Utc), (local.Kind, utc.Kind));
    }

    [Fact]
    public void Blobs_are_read_as_bytes() =>
        Assert.Equal([0, 255, 39], Assert.IsType<byte[]>(Single(@"select '\x00\xFF\x27'::blob")));

    [Fact]
    public void Lists_structs_maps_and_arrays_are_read_with_their_nulls()
    {
        var list = Assert.IsType<List<object?>>(Single("select [[1, null], null, []]"));
        var fields = Assert.IsType<OrderedDictionary<string, object?>>(Single("select {'a': 1, 'b': ['x', null]}"));
        var map = Assert.IsType<List<KeyValuePair<object?, object?>>>(Single("select map {'k': 1.5::decimal(3,1), 'l': null}"));
        var array = Assert.IsType<List<object?>>(Single("select [1, 2, 3]::integer[3] from range(3) limit 1 offset 2"));

        Assert.Equal([1, null], Assert.IsType<List<object?>>(list[0]));
        Assert.Null(list[1]);
        Assert.Empty(Assert.IsType<List<object?>>(list[2]));
        Assert.Equal(["a", "b"], fields.Keys);
        Assert.Equal(["x", null], Assert.IsType<List<object?>>(fields["b"]));
        Assert.Equal([new("k", 1.5m), new("l", null)], map);
        Assert.Equal([1, 2, 3], array);
    }

    [Fact]
    public void Column_types_are_written_as_sql()
    {
        using var result = _connection.Query(
            "select 1::decimal(18,2) a, [1] b, {'x y': 'v'} c, timestamptz 'epoch' d, map {1: 'a'} e, 'p'::enum('p', 'q''s') f");

        Assert.Equal(
            ["DECIMAL(18,2)", "INTEGER[]", "STRUCT(\"x y\" VARCHAR)", "TIMESTAMP WITH TIME ZONE", "MAP(INTEGER, VARCHAR)",
                "ENUM('p', 'q''s')"],
            result.Columns.Select(c => c.Type.ToString()));
        Assert.Equal(["a", "b", "c", "d", "e", "f"], result.Columns.Select(c => c.Name));
    }

    [Fact]
    public void Scalars_and_lists_convert_to_the_type_asked_for()
    {
        Assert.Equal(3L, _connection.Scalar<long>("select 3::tinyint"));
        Assert.Equal(6L, _connection.Scalar<long>("select sum(i) from range(4) t(i)"));
        Assert.Equal("3", _connection.Scalar<string>("select 3"));
        Assert.Equal(2.5, _connection.Scalar<double>("select 2.5::decimal(9,3)"));
        Assert.Null(_connection.Scalar<long?>("select null::bigint"));
        Assert.Equal(["a", "b"], _connection.List<string>("select unnest(['a', 'b'])"));
        Assert.Throws<DuckDbException>(() => _connection.Scalar<long>("select null::bigint"));
        Assert.Throws<DuckDbException>(() => _connection.Scalar<long>("select 'x'"));
        Assert.Throws<DuckDbException>(() => _connection.Scalar<long>("select 1.5::double"));
        Assert.Throws<DuckDbException>(() => _connection.Scalar<long>("select 1 where false"));
    }

    [Fact]
    public void A_big_result_arrives_chunk_by_chunk()
    {
        const int Rows = 3_000_000;
        using var result = _connection.Query($"select i, i::varchar || ' is a number' t, if(i % 3 = 0, null, i) n from range({Rows}) t(i)");
        long rows = 0, sum = 0, nulls = 0, textBytes = 0;

        while (result.NextChunk(out var chunk))
        {
            Assert.InRange(chunk.Rows, 1, 2048);
            foreach (var value in chunk.Int64(0))
            {
                sum += value;
            }

            for (var row = 0; row < chunk.Rows; row++)
            {
                nulls += chunk.IsNull(2, row) ? 1 : 0;
                textBytes += chunk.Utf8(1, row).Length;
            }

            rows += chunk.Rows;
        }

        Assert.Equal((Rows, (long)Rows * (Rows - 1) / 2, Rows / 3), (rows, sum, nulls));
        Assert.Equal(_connection.Scalar<long>($"select sum(length(i::varchar || ' is a number')) from range({Rows}) t(i)"), textBytes);
    }

    [Fact]
    public void Changed_rows_are_counted_and_the_last_of_many_statements_counts()
    {
        Assert.Equal(0, _connection.Execute("create table t (i integer)"));
        Assert.Equal(5, _connection.Execute("insert into t select * from range(9); insert into t select * from range(5)"));
        Assert.Equal(4, _connection.Execute("delete from t where i < 2"));
        Assert.Equal(0, _connection.Execute(" ; -- nothing"));
        using var result = _connection.Query("select 1; insert into t values (1), (2)");
        Assert.Equal(2, result.RowsChanged);
    }

    private object? Single(string sql)
    {
        using var result = _connection.Query(sql);
        Assert.True(result.NextChunk(out var chunk));
        Assert.Equal(1, chunk.Rows);
        return chunk.Value(0, 0);
    }
}
