using Waybill.DuckDb;
using Xunit;

namespace Waybill.Tests.DuckDb;

/// <summary>What is said to be brief is planned once, and otherwise is as everything else.</summary>
public sealed class BriefTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    private readonly DuckDbConnection _connection;

    public BriefTests()
    {
        _connection = _database.Connect();
        _connection.IsBrief = true;
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void Statements_change_and_give_the_same_rows()
    {
        _connection.Execute("create table t (i bigint)");
        Assert.Equal(3000, _connection.Execute("insert into t select range from range(3000)"));
        Assert.Equal(10, _connection.Execute("delete from t where i < 5; delete from t where i >= 2990"));

        using var result = _connection.Query("select i, i::varchar as text from t order by i");
        long rows = 0;
        while (result.NextChunk(out var chunk))
        {
            Assert.Equal((5 + rows).ToString(System.Globalization.CultureInfo.InvariantCulture), chunk.Text(1, 0));
            rows += chunk.Rows;
        }

        Assert.Equal(["i", "text"], result.Columns.Select(c => c.Name));
        Assert.Equal(2985, rows);
    }

    [Fact]
    public void Tables_of_the_caller_can_be_read()
    {
        _connection.CreateTableSource("numbers", [new("i", DuckDbType.BigInt)], () => new OneRow(null));

        Assert.Equal(1, _connection.Scalar<long>("select sum(i) from numbers()"));
    }

    [Fact]
    public void A_cancelled_token_stops_even_what_turns_out_to_be_long()
    {
        using var cancel = new CancellationTokenSource();
        _connection.CreateTableSource("trigger_cancel", [new("i", DuckDbType.BigInt)], () => new OneRow(cancel));

        Assert.Throws<OperationCanceledException>(() => _connection.Execute(
            "select sum(a.i * b.i * t.i) from trigger_cancel() t, range(100000000) a(i), range(1000000000) b(i)", cancel.Token));

        Assert.Throws<OperationCanceledException>(() => _connection.Execute("create table never (i int)", cancel.Token));
        Assert.Equal(0, _connection.Scalar<long>("select count(*) from duckdb_tables()"));
    }

    [Fact]
    public void The_columns_of_a_query_are_told_without_running_it()
    {
        _connection.Execute("create sequence numbers");

        var columns = _connection.Columns("select nextval('numbers') as n, 'x' as \"a \"\"b\"\"\", [1.5] as list -- no more");

        Assert.Equal([("n", DuckDbTypeKind.BigInt), ("a \"b\"", DuckDbTypeKind.Varchar), ("list", DuckDbTypeKind.List)], columns.Select(c => (c.Name, c.Type.Kind)));
        Assert.Equal(1, _connection.Scalar<long>("select nextval('numbers')"));
        Assert.Equal(DuckDbErrorKind.Binder, Assert.Throws<DuckDbException>(() => _connection.Columns("select oops from range(3)")).Kind);
    }

    [Fact]
    public void A_query_that_is_several_statements_has_columns_too()
    {
        _connection.Execute("create table t as select range as i, 'k' || range % 3 as k from range(9)");

        Assert.Equal(["k0", "k1", "k2"], _connection.Columns("from (pivot t on k using sum(i))").Select(c => c.Name));
    }

    private sealed class OneRow(CancellationTokenSource? cancel) : ITableSource
    {
        private bool _isDone;

        public int Fill(ChunkWriter chunk)
        {
            cancel?.Cancel();
            chunk.Int64(0)[0] = 1;
            var rows = _isDone ? 0 : 1;
            _isDone = true;
            return rows;
        }

        public void Dispose()
        {
        }
    }
}
