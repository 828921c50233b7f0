using System.Buffers.Binary;
using System.Text;
using Waybill.Connectors.Postgres.Writing;
using Waybill.Events.Shop;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.Tests.Connectors.Postgres.Writing;

public sealed class TableBatchTests
{
    private const int Quantity = 2;
    private readonly ShopLog _log = new();

    [Fact]
    public void What_is_added_and_changed_is_added_as_it_is_at_the_end()
    {
        var batch = Batch(() => Item(ShopOp.Insert, 1), () => Item(ShopOp.Update, 2), () => Item(ShopOp.Update, 3));

        Assert.Equal((1, 0, 0), (batch.Added, batch.Updated, batch.Deleted));
        Assert.Equal(["7|8|3|1000:2|1"], Rows(Added(batch)));
    }

    [Fact]
    public void What_is_added_and_deleted_never_comes_to_be()
    {
        var batch = Batch(() => Item(ShopOp.Insert, 1), () => Item(ShopOp.Delete, 1));

        Assert.Equal((0, 0, 0), (batch.Added, batch.Updated, batch.Deleted));
        Assert.Empty(Rows(Added(batch)));
    }

    [Fact]
    public void An_older_row_is_changed_once_in_the_columns_that_differ()
    {
        var batch = Batch(() => Item(ShopOp.Update, 2), () => Item(ShopOp.Update, 3));
        var fields = new ByteBuffer();
        batch.AppendUpdated(fields);

        Assert.Equal((0, 1, 0), (batch.Added, batch.Updated, batch.Deleted));
        Assert.Equal(1u << Quantity, batch.Changed);
        Assert.Equal(["7|8|3"], Rows(fields.Written.ToArray()));
    }

    [Fact]
    public void An_older_row_that_goes_in_the_end_is_deleted_by_its_key()
    {
        var batch = Batch(() => Item(ShopOp.Update, 2), () => Item(ShopOp.Delete, 2));
        var fields = new ByteBuffer();
        batch.AppendDeleted(fields);

        Assert.Equal((0, 0, 1), (batch.Added, batch.Updated, batch.Deleted));
        Assert.Equal(["7|8"], Rows(fields.Written.ToArray()));
    }

    [Fact]
    public void An_older_row_that_goes_and_comes_back_is_changed()
    {
        var batch = Batch(() => Item(ShopOp.Delete, 1), () => Item(ShopOp.Insert, 5));

        Assert.Equal((0, 1, 0), (batch.Added, batch.Updated, batch.Deleted));
        Assert.Equal(0b11100u, batch.Changed);
    }

    [Fact]
    public void Hundreds_of_rows_are_told_apart_by_their_keys()
    {
        var batch = new TableBatch(ShopCatalogue.CartItems);
        for (var cart = 0; cart < 1_000; cart++)
        {
            Add(batch, () => Item(ShopOp.Insert, 1, cart));
        }

        for (var cart = 0; cart < 1_000; cart += 2)
        {
            Add(batch, () => Item(ShopOp.Delete, 1, cart));
        }

        Assert.Equal(500, batch.Added);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{(i * 2) + 1}|8|1|1000:2|1"), Rows(Added(batch)));
    }

    [Theory]
    [InlineData(0, "0 weight=-1 sign=0 scale=2:")]
    [InlineData(5, "1 weight=-1 sign=0 scale=2: 500")]
    [InlineData(100, "1 weight=0 sign=0 scale=2: 1")]
    [InlineData(-123_456_789, "3 weight=1 sign=16384 scale=2: 123 4567 8900")]
    [InlineData(long.MaxValue, "6 weight=4 sign=0 scale=2: 9 2233 7203 6854 7758 700")]
    public void Money_has_digits_to_the_base_10000(long cents, string digits)
    {
        _log.Begin(default, ShopTransactionKind.Visit);
        _log.Insert(ShopCatalogue.CartItems).Number(1).Number(2).Number(3).Number(cents).Time(default);
        _log.Commit();
        var target = new ByteBuffer();
        var reader = new ShopLogReader(_log.Written);
        reader.NextTransaction(out _);
        reader.NextChange(out var change);

        CopyFormat.AppendField(target, change, 3);

        var words = Enumerable.Range(0, (target.Length - 4) / 2).Select(i => BinaryPrimitives.ReadInt16BigEndian(target.Written[(4 + (i * 2))..])).ToArray();
        Assert.Equal(digits, $"{words[0]} weight={words[1]} sign={words[2]} scale={words[3]}: {string.Join(' ', words[4..])}".TrimEnd());
    }

    private TableBatch Batch(params Action[] changes)
    {
        var batch = new TableBatch(ShopCatalogue.CartItems);
        Array.ForEach(changes, change => Add(batch, change));
        return batch;
    }

    private void Add(TableBatch batch, Action write)
    {
        _log.Clear();
        _log.Begin(default, ShopTransactionKind.Visit);
        write();
        _log.Commit();
        var reader = new ShopLogReader(_log.Written);
        reader.NextTransaction(out _);
        reader.NextChange(out var change);
        batch.Add(change);
    }

    private void Item(ShopOp op, int quantity, int cart = 7)
    {
        var row = op switch
        {
            ShopOp.Insert => _log.Insert(ShopCatalogue.CartItems),
            ShopOp.Update => _log.Update(ShopCatalogue.CartItems),
            _ => _log.Delete(ShopCatalogue.CartItems),
        };
        row.Number(cart).Number(8).Number(quantity).Number(1_000).Time(new Instant(946_684_800_000_001));
        if (op == ShopOp.Update)
        {
            row.WasNumber(Quantity, quantity - 1);
        }
    }

    private static byte[] Added(TableBatch batch) => [.. batch.AddedRows().SelectMany(piece => piece.ToArray())];

    /// <summary>Rows in COPY format as text; a number of hundreds as its first digits and scale.</summary>
    private static List<string> Rows(ReadOnlySpan<byte> copy)
    {
        var rows = new List<string>();
        while (copy.Length > 0)
        {
            var row = new StringBuilder();
            var fields = BinaryPrimitives.ReadInt16BigEndian(copy);
            copy = copy[2..];
            for (var i = 0; i < fields; i++)
            {
                var length = BinaryPrimitives.ReadInt32BigEndian(copy);
                var field = copy.Slice(4, length);
                row.Append(i > 0 ? "|" : "").Append(i switch
                {
                    3 => $"{BinaryPrimitives.ReadInt16BigEndian(field[8..]) * 100}:{BinaryPrimitives.ReadInt16BigEndian(field[6..])}",
                    _ when length == 8 => $"{BinaryPrimitives.ReadInt64BigEndian(field)}",
                    _ => $"{BinaryPrimitives.ReadInt32BigEndian(field)}",
                });
                copy = copy[(4 + length)..];
            }

            rows.Add(row.ToString());
        }

        return rows;
    }
}
