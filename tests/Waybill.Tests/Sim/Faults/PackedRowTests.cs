using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Waybill.Sim.Faults;
using Xunit;

namespace Waybill.Tests.Sim.Faults;

public sealed class PackedRowTests
{
    private readonly ByteBuffer _buffer = new(1);

    [Theory]
    [InlineData(20_456, 7, 12, OrderStatus.Returned, 1_767_402_061, 5_000_000_000)]
    [InlineData(47_481, OrderId.MaxCell, OrderId.MaxSequence, OrderStatus.Pending, 4_102_444_799, (1L << 47) - 1)]
    [InlineData(0, 0, 0, OrderStatus.Delivered, 0, 0)]
    public void A_status_row_is_read_as_it_was_packed(int day, int cell, int sequence, OrderStatus status, long second, long source)
    {
        var row = new StatusRow(new OrderId(day, cell, sequence), status, Instant.FromSeconds(second), source);
        PackedStatus.Append(_buffer, in row);

        Assert.Equal(PackedStatus.Length, _buffer.Length);
        Assert.Equal(row, PackedStatus.Read(_buffer.Written));
    }

    [Fact]
    public void A_sales_row_is_read_as_it_was_packed()
    {
        var row = new SalesRow
        {
            Id = new OrderId(20_456, 321, 54_321),
            Customer = 100_001,
            Product = 70_002,
            Quantity = 65_539,
            UnitPrice = new Money(9_876_543_210),
            Origin = 204,
            Destination = 305,
            Weight = new Weight(99_999),
            ShippingCost = new Money(8_765_432_109),
            SoldAt = Instant.FromSeconds(1_767_402_061),
            Channel = 6,
            Carrier = 7,
            Region = 8,
            PromisedAt = Instant.FromSeconds(1_767_802_062),
            SourceSeq = 6_000_000_000,
        };
        PackedSales.Append(_buffer, in row);

        Assert.Equal(PackedSales.Length, _buffer.Length);
        Assert.Equal(row, PackedSales.Read(_buffer.Written));
    }
}
