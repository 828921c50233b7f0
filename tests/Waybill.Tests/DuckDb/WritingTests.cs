using System.Text;
using Waybill.DuckDb;
using Xunit;

namespace Waybill.Tests.DuckDb;

public sealed class WritingTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    private readonly DuckDbConnection _connection;

    public WritingTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void Parameters_of_every_kind_come_back()
    {
        using var statement = _connection.Prepare("select [?::varchar, ?::varchar, ?::varchar, ?::varchar, ?::varchar, ?::varchar, ?::varchar]");
        var moment = new DateTime(2026, 1, 3, 4, 5, 6, 789, 12, DateTimeKind.Utc);
        _connection.Execute("set timezone = 'UTC'");
        statement.Bind(1, 42L).Bind(2, 0.5).Bind(3, "it's a \0 text").Bind(4, true).Bind(5, [1, 255]).Bind(6, moment).BindNull(7);

        using var result = statement.Query();

        Assert.Equal(7, statement.ParameterCount);
        Assert.True(result.NextChunk(out var chunk));
        Assert.Equal(
            ["42", "0.5", "it's a \0 text", "true", @"\x01\xFF", "2026-01-03 04:05:06.789012+00", null],
            Assert.IsType<List<object?>>(chunk.Value(0, 0)));
    }

    [Fact]
    public void A_statement_runs_again_with_other_values()
    {
        _connection.Execute("create table t (i bigint, s varchar)");
        using var insert = _connection.Prepare("insert into t values (?, ?)");

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(1, insert.Bind(1, (long)i).Bind(2, i % 2 == 0 ? null : "odd").Execute());
        }

        Assert.Equal(5, _connection.Scalar<long>("select count(s) from t"));
        Assert.Throws<DuckDbException>(() => insert.Bind(3, 1L));
        insert.Clear();
        Assert.Throws<DuckDbException>(() => insert.Execute());
        Assert.Throws<DuckDbException>(() => _connection.Prepare("select 1; select 2"));
    }

    [Fact]
    public unsafe void The_appender_writes_every_width_with_nulls()
    {
        _connection.Execute("""
            create table t (b boolean, u utinyint, s smallint, i integer, l bigint, h hugeint, f float, d double,
                m4 decimal(4,1), m9 decimal(9,2), m18 decimal(18,2), m38 decimal(38,3), day date, moment timestamp,
                utc timestamptz, t varchar, p varchar, x blob, id uuid)
            """);
        var id = Guid.Parse("0123abcd-4567-89ab-cdef-0123456789ab");
        var pinned = "pinned text that is longer than twelve"u8;
        using (var appender = _connection.Appender(null, "t"))
        fixed (byte* text = pinned)
        {
            for (var part = 0; part < 2; part++)
            {
                var chunk = appender.Chunk;
                for (var row = 0; row < chunk.Capacity; row++)
                {
                    if (row % 2 == 1)
                    {
                        for (var column = 0; column < chunk.Columns.Count; column++)
                        {
                            chunk.SetNull(column, row);
                        }

                        continue;
                    }

                    chunk.Bool(0)[row] = true;
                    chunk.UInt8(1)[row] = 255;
                    chunk.Int16(2)[row] = -2;
                    chunk.Int32(3)[row] = row;
                    chunk.Int64(4)[row] = long.MinValue;
                    chunk.Int128(5)[row] = Int128.MaxValue;
                    chunk.Float(6)[row] = 0.5f;
                    chunk.Double(7)[row] = 0.25;
                    chunk.Int16(8)[row] = -15;
                    chunk.Int32(9)[row] = 199;
                    chunk.Int64(10)[row] = -100;
                    chunk.Int128(11)[row] = -1;
                    chunk.Int32(12)[row] = -1;
                    chunk.Int64(13)[row] = 1;
                    chunk.Int64(14)[row] = -1;
                    chunk.SetText(15, row, row % 4 == 0 ? "short"u8 : "a text that is copied into the chunk"u8);
                    chunk.SetTextPinned(16, row, text, row % (pinned.Length + 1));
                    chunk.SetBlob(17, row, [0, 255]);
                    chunk.SetUuid(18, row, id);
                }

                appender.Append(chunk.Capacity);
            }

            appender.Flush();
        }

        Assert.Equal((4096, 2048), (_connection.Scalar<long>("select count(*) from t"), _connection.Scalar<long>("select count(id) from t")));
        using var result = _connection.Query("select distinct * exclude (i, t, p) from t where b");
        Assert.True(result.NextChunk(out var values));
        Assert.Equal(
            new object?[]
            {
                true, (byte)255, (short)-2, long.MinValue, Int128.MaxValue, 0.5f, 0.25, -1.5m, 1.99m, -1.00m, -0.001m,
                new DateOnly(1969, 12, 31), new DateTime(1970, 1, 1, 0, 0, 0, 0, 1),
                new DateTime(1969, 12, 31, 23, 59, 59, 999, 999, DateTimeKind.Utc), new byte[] { 0, 255 }, id,
            },
            Enumerable.Range(0, result.Columns.Count).Select(c => values.Value(c, 0)));
        result.Dispose();
        Assert.Equal(0, _connection.Scalar<long>(
            $"select count(*) from t where b and p is distinct from substr('{Encoding.UTF8.GetString(pinned)}', 1, i % {pinned.Length + 1})"));
        Assert.Equal(
            ["a text that is copied into the chunk", "short"], _connection.List<string>("select distinct t from t where b order by 1"));
    }

    [Fact]
    public void A_column_is_only_written_in_its_own_width()
    {
        _connection.Execute("create table t (i integer, t varchar)");
        using var appender = _connection.Appender(null, "t");

        Assert.Throws<InvalidOperationException>(() => appender.Chunk.Int64(0)[0]);
        Assert.Throws<InvalidOperationException>(() => appender.Chunk.SetText(0, 0, "x"u8));
        Assert.Throws<InvalidOperationException>(() => appender.Chunk.Int128(1)[0]);
        Assert.Throws<DuckDbException>(() => appender.Chunk.SetText(1, 0, [0xC3]));
    }

    [Fact]
    public void What_was_not_flushed_is_dropped()
    {
        _connection.Execute("create table t (i integer)");
        using (var appender = _connection.Appender("main", "t"))
        {
            appender.Append(100);
        }

        Assert.Equal(0, _connection.Scalar<long>("select count(*) from t"));
    }

    [Fact]
    public void Appending_to_a_missing_table_or_against_a_constraint_says_so()
    {
        var missing = Assert.Throws<DuckDbException>(() => _connection.Appender(null, "no_such_table"));
        _connection.Execute("create table t (i integer primary key)");
        using var appender = _connection.Appender(null, "t");
        appender.Chunk.Int32(0)[0] = 7;
        appender.Chunk.Int32(0)[1] = 7;
        appender.Append(2);
        var twice = Assert.Throws<DuckDbException>(appender.Flush);

        Assert.Contains("no_such_table", missing.Message, StringComparison.Ordinal);
        Assert.Equal(DuckDbErrorKind.Constraint, twice.Kind);
    }
}
