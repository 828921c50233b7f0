using System.Runtime.InteropServices;
using System.Text;
using Waybill.DuckDb;
using Xunit;

namespace Waybill.Tests.DuckDb;

public sealed class TableSourceTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    private readonly DuckDbConnection _connection;

    public TableSourceTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void A_source_is_read_to_its_end_and_disposed()
    {
        var source = new Counter(10_000);
        _connection.CreateTableSource("numbers", [new("i", DuckDbType.BigInt), new("t", DuckDbType.Varchar)], () => source);

        Assert.Equal(49_995_000, _connection.Scalar<long>("select sum(i) from numbers()"));
        Assert.True(source.Disposed);
    }

    [Fact]
    public void A_source_stays_when_a_result_before_it_was_not_read_to_its_end()
    {
        _connection.Query("select * from range(100000) limit 50000").Dispose();
        _connection.CreateTableSource("numbers", [new("i", DuckDbType.BigInt), new("t", DuckDbType.Varchar)], () => new Counter(5));

        Assert.Equal(10, _connection.Scalar<long>("select sum(i) from numbers()"));
    }

    [Fact]
    public void A_source_can_be_read_many_times_and_joined_with_itself()
    {
        _connection.CreateTableSource("numbers", [new("i", DuckDbType.BigInt), new("t", DuckDbType.Varchar)], () => new Counter(5_000));

        Assert.Equal(5_000, _connection.Scalar<long>("select count(*) from numbers() a join numbers() b using (i)"));
        Assert.Equal(2_500, _connection.Scalar<long>("select count(t) from numbers()"));
    }

    [Fact]
    public void The_same_name_again_replaces_columns_and_opener()
    {
        _connection.CreateTableSource("numbers", [new("i", DuckDbType.BigInt), new("t", DuckDbType.Varchar)], () => new Counter(5));
        using var second = _database.Connect();
        second.CreateTableSource("numbers", [new("n", DuckDbType.BigInt), new("u", DuckDbType.Varchar)], () => new Counter(7));

        Assert.Equal(21, _connection.Scalar<long>("select sum(n) from numbers()"));
        _connection.DropTableSource("numbers");
        Assert.Throws<DuckDbException>(() => _connection.Execute("select * from numbers()"));
    }

    [Fact]
    public void An_exception_in_a_source_arrives_as_inner_exception()
    {
        _connection.CreateTableSource("broken", [new("i", DuckDbType.BigInt), new("t", DuckDbType.Varchar)], () => new Counter(5_000, failAt: 4_096));
        _connection.CreateTableSource("unopened", [new("i", DuckDbType.BigInt)], () => throw new FormatException("not today"));

        var inside = Assert.Throws<DuckDbException>(() => _connection.Execute("create table copy as select * from broken()"));
        var opening = Assert.Throws<DuckDbException>(() => _connection.Execute("select * from unopened()"));

        Assert.Equal(DuckDbErrorKind.Source, inside.Kind);
        Assert.Equal("Table source 'broken' failed: row 4096 is cursed", inside.Message);
        Assert.IsType<InvalidDataException>(inside.InnerException);
        Assert.IsType<FormatException>(opening.InnerException);
        Assert.Equal(0, _connection.Scalar<long>("select count(*) from duckdb_tables()"));
    }

    [Fact]
    public void Too_many_rows_are_an_error()
    {
        _connection.CreateTableSource("boastful", [new("i", DuckDbType.BigInt)], () => new Boaster());

        var error = Assert.Throws<DuckDbException>(() => _connection.Execute("select * from boastful()"));

        Assert.Contains("2049", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pinned_text_is_read_without_a_copy()
    {
        using var source = new PinnedWords(100_000);
        _connection.CreateTableSource("words", [new("t", DuckDbType.Varchar)], () => source);

        Assert.Equal(0, _connection.Scalar<long>(
            "select count(*) from (select t, row_number() over () - 1 as n from words()) where t is distinct from repeat('ab', (n % 20)::int) || n"));
        Assert.Equal(100_000, _connection.Scalar<long>("select count(distinct t) from words()"));
    }

    [Fact]
    public async Task Many_connections_run_in_parallel()
    {
        _connection.CreateTableSource("numbers", [new("i", DuckDbType.BigInt), new("t", DuckDbType.Varchar)], () => new Counter(100_000));

        var sums = await Task.WhenAll(Enumerable.Range(0, 16).Select(n => Task.Run(
            () =>
            {
                using var connection = _database.Connect();
                connection.CreateTableSource($"own_{n}", [new("i", DuckDbType.BigInt), new("t", DuckDbType.Varchar)], () => new Counter(n));
                return connection.Scalar<long>($"select (select sum(i) from numbers()) + (select count(*) from own_{n}())");
            },
            TestContext.Current.CancellationToken)));

        Assert.Equal(Enumerable.Range(0, 16).Select(n => 4_999_950_000L + n), sums);
    }

    private sealed class Counter(int rows, int failAt = int.MaxValue) : ITableSource
    {
        private int _next;

        public bool Disposed { get; private set; }

        public int Fill(ChunkWriter chunk)
        {
            var count = Math.Min(chunk.Capacity, rows - _next);
            var numbers = chunk.Int64(0);
            for (var row = 0; row < count; row++, _next++)
            {
                if (_next >= failAt)
                {
                    throw new InvalidDataException($"row {_next} is cursed");
                }

                numbers[row] = _next;
                if (_next % 2 == 0)
                {
                    chunk.SetNull(1, row);
                }
                else
                {
                    chunk.SetText(1, row, Encoding.UTF8.GetBytes($"number {_next} of many"));
                }
            }

            return count;
        }

        public void Dispose() => Disposed = true;
    }

    private sealed class Boaster : ITableSource
    {
        public int Fill(ChunkWriter chunk) => chunk.Capacity + 1;

        public void Dispose()
        {
        }
    }

    private sealed unsafe class PinnedWords : ITableSource
    {
        private readonly (int Start, int Length)[] _places;
        private readonly byte* _memory;
        private int _next;

        public PinnedWords(int count)
        {
            var all = new List<byte>();
            _places = new (int, int)[count];
            for (var i = 0; i < count; i++)
            {
                var word = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("ab", i % 20)) + i);
                _places[i] = (all.Count, word.Length);
                all.AddRange(word);
            }

            _memory = (byte*)NativeMemory.Alloc((nuint)all.Count + 16);
            CollectionsMarshal.AsSpan(all).CopyTo(new Span<byte>(_memory, all.Count));
        }

        public int Fill(ChunkWriter chunk)
        {
            var count = Math.Min(chunk.Capacity, _places.Length - _next);
            var cells = chunk.TextCells(0);
            for (var row = 0; row < count; row++, _next++)
            {
                var (start, length) = _places[_next];
                cells[row] = _next % 2 == 0 ? TextCell.Pinned(_memory + start, length) : TextCell.PinnedReadable(_memory + start, length);
            }

            return count;
        }

        /// <summary>The end of a scan: the words stay for the next one.</summary>
        public void Dispose() => _next = 0;
    }
}
