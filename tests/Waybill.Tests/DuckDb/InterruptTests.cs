using Waybill.DuckDb;
using Xunit;

namespace Waybill.Tests.DuckDb;

public sealed class InterruptTests : IDisposable
{
    private const string Endless = "select sum(a.i * b.i) from range(100000000) a(i), range(1000000000) b(i)";

    private readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    private readonly DuckDbConnection _connection;

    public InterruptTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void A_cancelled_token_stops_a_running_query()
    {
        using var cancel = new CancellationTokenSource();
        using var source = new CancelWhenRead(cancel);
        _connection.CreateTableSource("trigger_cancel", [new("i", DuckDbType.BigInt)], () => source);

        var error = Assert.Throws<OperationCanceledException>(
            () => _connection.Execute($"select * from trigger_cancel(), ({Endless})", cancel.Token));

        Assert.Equal(DuckDbErrorKind.Interrupted, Assert.IsType<DuckDbException>(error.InnerException).Kind);
        Assert.Equal(7, _connection.Scalar<int>("select 7"));
    }

    [Fact]
    public void A_token_cancelled_before_the_start_runs_nothing()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();

        Assert.Throws<OperationCanceledException>(() => _connection.Execute("create table t (i int)", cancel.Token));
        Assert.Equal(0, _connection.Scalar<long>("select count(*) from duckdb_tables()"));
    }

    [Fact]
    public void A_stream_can_be_cancelled_between_chunks()
    {
        using var cancel = new CancellationTokenSource();
        using var result = _connection.Query("select * from range(1000000000)", cancel.Token);
        Assert.True(result.NextChunk(out _));

        cancel.Cancel();

        Assert.Throws<OperationCanceledException>(() =>
        {
            while (result.NextChunk(out _))
            {
            }
        });
    }

    [Fact]
    public async Task Interrupt_from_another_thread_is_an_error_of_its_own_kind()
    {
        using var source = new SignalWhenRead();
        _connection.CreateTableSource("trigger_signal", [new("i", DuckDbType.BigInt)], () => source);
        var query = Task.Run(() => _connection.Execute($"select * from trigger_signal(), ({Endless})"), TestContext.Current.CancellationToken);
        await source.Read.Task;

        _connection.Interrupt();

        var error = await Assert.ThrowsAsync<DuckDbException>(() => query);
        Assert.Equal(DuckDbErrorKind.Interrupted, error.Kind);
        Assert.True(error.IsRetryable);
    }

    private sealed class CancelWhenRead(CancellationTokenSource cancel) : ITableSource
    {
        public int Fill(ChunkWriter chunk)
        {
            cancel.Cancel();
            chunk.Int64(0)[0] = 1;
            return 1;
        }

        public void Dispose()
        {
        }
    }

    private sealed class SignalWhenRead : ITableSource
    {
        public TaskCompletionSource Read { get; } = new();

        public int Fill(ChunkWriter chunk)
        {
            Read.TrySetResult();
            chunk.Int64(0)[0] = 1;
            return 1;
        }

        public void Dispose()
        {
        }
    }
}
