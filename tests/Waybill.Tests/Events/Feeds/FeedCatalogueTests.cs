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
        Assert.Equal(
            "batch_id,machine_id,product_name,start_time,end_time,units_produced,units_defective,"
            + "factory_id,units_consumed,operator_id,source_seq",
            FeedCatalogue.ProductionBatches.Header);
        Assert.Equal(
            "machine_id,timestamp,temperature,pressure,energy_kwh,efficiency_percent,batch_id,source_seq",
            FeedCatalogue.SensorLogs.Header);
        Assert.Equal(
            "check_id,batch_id,check_timestamp,inspector_id,pass_fail,defect_notes,source_seq", FeedCatalogue.QcChecks.Header);
        Assert.Equal(
            "log_id,machine_id,operator_id,log_timestamp,action,notes,source_seq", FeedCatalogue.OperatorLogs.Header);
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
            DateTime dropped = feed.IsDaily ? DropTime.Date : DropTime;

            Assert.True(feed.Takes(feed.FileName(dropped, "_resend")));
            Assert.True(feed.TryReadDropTime(feed.FileName(dropped, "_resend"), out DateTime time));
            Assert.Equal(dropped, time);
        }
    }

    [Fact]
    public void A_day_folder_is_dropped_when_its_day_ends()
    {
        Assert.Equal("2026-01-02/sensor_logs_resend.json", FeedCatalogue.SensorLogs.FileName(DropTime.Date, "_resend"));
        Assert.True(FeedCatalogue.SensorLogs.TryReadDropTime("plant/2024-02-29/sensor_logs.json", out DateTime time));
        Assert.Equal(new DateTime(2024, 3, 1, 0, 0, 0, DateTimeKind.Utc), time);
        Assert.False(FeedCatalogue.SensorLogs.TryReadDropTime("2023-02-29/sensor_logs.json", out _));
        Assert.False(FeedCatalogue.SensorLogs.TryReadDropTime("sensor_logs.json", out _));
    }

    [Theory]
    [InlineData("2026-01-02/sensor_logs.json", true)]
    [InlineData("sensor_logs_copy.JSON", true)]
    [InlineData("2026-01-02/sensor_logs.csv", false)]
    [InlineData("2026-01-02/sensor_logs2.json", false)]
    [InlineData("2026-01-02/truth.json", false)]
    public void Feeds_that_share_a_folder_tell_their_files_apart(string name, bool isTaken) =>
        Assert.Equal(isTaken, FeedCatalogue.SensorLogs.Takes(name));

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
