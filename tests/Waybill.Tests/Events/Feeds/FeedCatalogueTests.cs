using Waybill.Events.Feeds;
using Xunit;

namespace Waybill.Tests.Events.Feeds;

public sealed class FeedCatalogueTests
{
    private static readonly DateTime DropTime = new(2026, 1, 3, 18, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Headers_are_those_of_the_systems_that_the_formats_come_from_and_ours_behind_them()
    {
        Assert.Equal(
            "order_id,customer_name,product,quantity,unit_price,origin,destination,weight_kg,shipping_cost,status,"
            + "sale_timestamp,channel,carrier,region,promised_at,source_seq",
            FeedCatalogue.Sales.Header);
        Assert.Equal("order_id,status,status_timestamp,source_seq", FeedCatalogue.Logistics.Header);
    }

    [Fact]
    public void Only_listed_columns_are_required()
    {
        Assert.Equal(11, FeedCatalogue.Sales.Columns.Count(column => column.IsRequired));
        Assert.Equal(3, FeedCatalogue.Logistics.Columns.Count(column => column.IsRequired));
        Assert.All(FeedCatalogue.All, feed => Assert.False(feed.Columns[^1].IsRequired));
    }

    [Theory]
    [InlineData("order_id", 0)]
    [InlineData("Order ID", 0)]
    [InlineData(" ORDER-ID ", 0)]
    [InlineData("orderNumber", 0)]
    [InlineData("qty", 3)]
    [InlineData("\"Sold At\"", 10)]
    [InlineData("coupon_code", -1)]
    [InlineData("", -1)]
    public void Columns_are_found_by_name_or_alias_in_any_spelling(string name, int index) =>
        Assert.Equal(index, FeedCatalogue.Sales.FindColumn(name));

    [Fact]
    public void File_names_carry_the_drop_time()
    {
        Assert.Equal("orders_20260103_180000.csv", FeedCatalogue.Sales.FileName(DropTime));
        Assert.Equal("logistics_updates_20260103_180000_copy.csv", FeedCatalogue.Logistics.FileName(DropTime, "_copy"));
    }

    [Fact]
    public void The_drop_time_is_read_from_every_name_that_is_written()
    {
        foreach (FeedDefinition feed in FeedCatalogue.All)
        {
            Assert.True(feed.TryReadDropTime(feed.FileName(DropTime, "_resend"), out DateTime time));
            Assert.Equal(DropTime, time);
        }
    }

    [Theory]
    [InlineData("orders.csv")]
    [InlineData("orders_20261303_180000.csv")]
    [InlineData("orders_20260103_1800000.csv")]
    [InlineData("orders_20260103_180000.csv.part")]
    [InlineData("logistics_updates_20260103_180000.csv")]
    public void Other_names_have_no_drop_time(string name) =>
        Assert.False(FeedCatalogue.Sales.TryReadDropTime(name, out _));

    [Fact]
    public void Feeds_are_found_by_name()
    {
        Assert.Same(FeedCatalogue.Sales, FeedCatalogue.Find("sales"));
        Assert.Null(FeedCatalogue.Find("sale"));
    }
}
