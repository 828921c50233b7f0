using Waybill.DuckDb;
using Xunit;

namespace Waybill.Tests.DuckDb;

public sealed class ErrorTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    private readonly DuckDbConnection _connection;

    public ErrorTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Theory]
    [InlineData("selec 1", DuckDbErrorKind.Parser, "selec")]
    [InlineData("select 1;\n select oops from range(3)", DuckDbErrorKind.Binder, "oops")]
    [InlineData("select ';'; select \"a;b\" from (select 1 \"a;b\") -- ;\n; /* ; */ select $$ ; $$, e'\\'; '\n, oops from range(3); select 1", DuckDbErrorKind.Binder, "oops")]
    [InlineData("select 1; select 'ß';\n\nselect 'no number'::integer", DuckDbErrorKind.Conversion, "::integer")]
    [InlineData("select *\nfrom no_such_table", DuckDbErrorKind.Catalog, "no_such_table")]
    [InlineData("select 'it was a very long line that DuckDB cuts on its left side', 'and even more text to fill it', oops from range(3)",
        DuckDbErrorKind.Binder, "oops")]
    [InlineData("select oops, 'it was a very long line that DuckDB cuts on its right side', 'and even more text to fill it' from range(3)",
        DuckDbErrorKind.Binder, "oops")]
    [InlineData("select 'it was a very long line that DuckDB cuts on its right side', 'and even more text to fill it', oops, 'it was a very long line that DuckDB cuts', 'and even more text to fill it' from range(3)",
        DuckDbErrorKind.Binder, "oops")]
    public void Errors_point_at_their_place(string sql, DuckDbErrorKind kind, string place)
    {
        foreach (var isBrief in (bool[])[false, true])
        {
            _connection.IsBrief = isBrief;
            var error = Assert.Throws<DuckDbException>(() => _connection.Query(sql));

            Assert.Equal(kind, error.Kind);
            Assert.Equal(sql, error.Sql);
            Assert.Equal(sql.IndexOf(place, StringComparison.Ordinal), error.Position);
            Assert.NotEmpty(error.Advice);
        }
    }

    [Theory]
    [InlineData("select 'x'::integer", DuckDbErrorKind.Conversion)]
    [InlineData("select 300::utinyint", DuckDbErrorKind.Conversion)]
    [InlineData("select 9223372036854775807 + 1::bigint", DuckDbErrorKind.OutOfRange)]
    [InlineData("select * from read_parquet('/no/such/file.parquet')", DuckDbErrorKind.Io)]
    [InlineData("create table t (i integer not null); insert into t values (null)", DuckDbErrorKind.Constraint)]
    [InlineData("set threads = 'many'", DuckDbErrorKind.InvalidInput)]
    [InlineData("select error('my own words')", DuckDbErrorKind.InvalidInput)]
    public void Errors_have_a_kind(string sql, DuckDbErrorKind kind)
    {
        var error = Assert.Throws<DuckDbException>(() => _connection.Execute(sql));

        Assert.Equal(kind, error.Kind);
    }

    [Fact]
    public void An_error_in_the_middle_of_a_stream_is_thrown_there()
    {
        using var result = _connection.Query("select if(i < 900000, i, error('too far')) from range(1000000) t(i)");

        var error = Assert.Throws<DuckDbException>(() =>
        {
            while (result.NextChunk(out _))
            {
            }
        });

        Assert.Contains("too far", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_connection_works_on_after_an_error()
    {
        Assert.Throws<DuckDbException>(() => _connection.Execute("select oops"));

        Assert.Equal(1, _connection.Scalar<int>("select 1"));
    }

    [Fact]
    public void A_nul_in_sql_is_refused_instead_of_cutting_the_statement()
    {
        var error = Assert.Throws<DuckDbException>(() => _connection.Execute("select 1 -- \0; drop table t"));

        Assert.Equal(12, error.Position);
    }

    [Fact]
    public void A_wrong_setting_or_path_is_named_when_the_database_is_opened()
    {
        var setting = Assert.Throws<DuckDbException>(
            () => DuckDbDatabase.Open(new() { Settings = new Dictionary<string, string> { ["thread_count"] = "2" } }));
        var limit = Assert.Throws<DuckDbException>(() => DuckDbDatabase.Open(new() { MemoryLimit = "lots" }));
        var path = Assert.Throws<DuckDbException>(() => DuckDbDatabase.Open(new() { Path = "/no/such/folder/x.duckdb" }));

        Assert.Contains("thread_count", setting.Message, StringComparison.Ordinal);
        Assert.Contains("lots", limit.Message, StringComparison.Ordinal);
        Assert.Contains("/no/such/folder/x.duckdb", path.Message, StringComparison.Ordinal);
        Assert.Equal(DuckDbErrorKind.Io, path.Kind);
    }

    [Fact]
    public void Extensions_are_never_downloaded()
    {
        var setting = _connection.List<string>(
            "select value from duckdb_settings() where name in ('autoinstall_known_extensions', 'autoload_known_extensions')");

        Assert.Equal(["false", "false"], setting);
    }
}
