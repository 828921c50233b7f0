using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.Tests.Events.Rows;

public sealed class RowCodecTests
{
    private readonly SalesCsv _sales = new(SampleRows.Vocabulary);
    private readonly StatusCsv _statuses = new();
    private readonly ByteBuffer _buffer = new(1);

    [Fact]
    public void A_sale_is_one_line_with_every_column()
    {
        _sales.Append(_buffer, SampleRows.Sale);

        Assert.Equal(
            "260103-0007-00123,Nguyễn Văn An,Desk Lamp,2,19.90,Hanoi,Ho Chi Minh City,0.450,3.05,Pending,2026-01-03 01:01:01,"
            + "Shopee,Mekong Post,Southeast,2026-01-07 22:00:00,42\n",
            Text());
    }

    [Fact]
    public void A_product_with_comma_and_quotes_is_quoted()
    {
        _sales.Append(_buffer, SampleRows.Sale with { Product = 1 });

        Assert.Contains(",\"Lamp, 12\"\" wide\",2,", Text());
    }

    [Fact]
    public void A_status_change_is_one_line()
    {
        _statuses.Append(_buffer, SampleRows.Change);

        Assert.Equal("260103-0007-00123,Shipped,2026-01-04 00:01:01,44\n", Text());
    }

    [Fact]
    public void Field_by_field_gives_the_bytes_of_the_whole_row() =>
        Prop.ForAll<uint, ushort, uint>((price, days, grams) =>
        {
            SalesRow row = SampleRows.Sale with
            {
                Product = price % 2 == 0 ? 1 : 0,
                UnitPrice = new Money(price),
                SoldAt = Instant.FromDay(days).AddSeconds(price % Instant.SecondsPerDay),
                Weight = new Weight((int)(grams % 100_000)),
                SourceSeq = (long)price * grams,
            };
            var whole = new ByteBuffer();
            var fields = new ByteBuffer();
            _sales.Append(whole, in row);
            for (SalesColumn column = 0; column <= SalesColumn.SourceSeq; column++)
            {
                _sales.WriteField(fields, column, in row);
                fields.Append(column == SalesColumn.SourceSeq ? (byte)'\n' : (byte)',');
            }

            Assert.Equal(Encoding.UTF8.GetString(whole.Written), Encoding.UTF8.GetString(fields.Written));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rows_are_written_without_allocating()
    {
        for (int i = 0; i < 1_000; i++)
        {
            Append();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            Append();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Append()
        {
            _buffer.Clear();
            _sales.Append(_buffer, SampleRows.Sale);
            _statuses.Append(_buffer, SampleRows.Change);
        }
    }

    private string Text() => Encoding.UTF8.GetString(_buffer.Written);
}
