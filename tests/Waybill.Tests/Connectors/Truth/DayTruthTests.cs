using Waybill.Connectors.Files;
using Waybill.Connectors.Truth;
using Waybill.DuckDb;
using Waybill.Events;
using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Events.Values;
using Waybill.Tests.Events.Rows;
using Waybill.Tests.Pipeline;
using Xunit;

namespace Waybill.Tests.Connectors.Truth;

public sealed class DayTruthTests : IDisposable
{
    private const int Day = 20_456;
    private readonly TemporaryFolder _folder = new();
    private readonly TruthDatabase _database = new(SampleRows.Vocabulary);

    [Fact]
    public void Orders_come_back_with_their_types()
    {
        WriteDay(SampleRows.Sale, SampleRows.Sale with { Customer = 1, Product = 1, SourceSeq = 50 });

        Assert.Equal(
            "260103-0007-00123|Nguyễn Văn An|Desk Lamp|2|19.90|Hanoi|Ho Chi Minh City|0.450|3.05|Shopee|Mekong Post|Southeast|"
            + "2026-01-03 01:01:01+00|2026-01-07 22:00:00+00|42",
            Text("select concat_ws('|', *columns(*)) from orders where source_seq = 42"));
        Assert.Equal(
            "VARCHAR VARCHAR VARCHAR INTEGER DECIMAL(18,2) VARCHAR VARCHAR DECIMAL(18,3) DECIMAL(18,2) VARCHAR VARCHAR VARCHAR "
            + "TIMESTAMP WITH TIME ZONE TIMESTAMP WITH TIME ZONE BIGINT",
            Text("select string_agg(column_type, ' ') from (describe orders)"));
        Assert.Equal("Lamp, 12\" wide", Text("select product from orders where source_seq = 50"));
    }

    [Fact]
    public void Every_order_is_pending_first_and_changes_stand_in_the_order_of_recording()
    {
        WriteDay(SampleRows.Sale, SampleRows.Sale with { Id = new OrderId(Day, 7, 124), SourceSeq = 46 });

        Assert.Equal(
            "42 Pending, 44 Shipped, 46 Pending",
            Text("select string_agg(source_seq || ' ' || status, ', ') from events"));
    }

    [Fact]
    public void Many_rows_pass_through_and_the_hash_is_that_of_the_file()
    {
        SalesRow[] orders = [.. Enumerable.Range(0, 10_000).Select(i => SampleRows.Sale with { Id = new OrderId(Day, 7, i), SourceSeq = 2 * i })];
        using var truth = new DayTruth(_database, _folder.Path, Day);
        truth.Append(orders.AsSpan(0, 6_000), []);
        truth.Append(orders.AsSpan(6_000), []);
        truth.Complete();

        IReadOnlyList<WrittenFile> files = truth.Publish();

        Assert.Equal("10000", Text("select count(distinct order_id)::varchar from orders"));
        Assert.All(files, file =>
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(_folder.Path, file.Path));
            Assert.Equal((bytes.Length, System.IO.Hashing.XxHash3.HashToUInt64(bytes)), (file.Length, file.Hash));
        });
    }

    [Fact]
    public void A_day_without_rows_has_empty_files_with_all_columns()
    {
        WriteDay();

        Assert.Equal("0", Text("select count(*)::varchar from orders"));
        Assert.Equal("4", Text("select count(*)::varchar from (describe events)"));
    }

    [Fact]
    public void An_unfinished_day_leaves_no_file_and_the_next_one_can_be_written()
    {
        using (var truth = new DayTruth(_database, _folder.Path, Day))
        {
            truth.Append([SampleRows.Sale], []);
        }

        Assert.Empty(Directory.GetFiles(_folder.Path, "*.parquet", SearchOption.AllDirectories));
        WriteDay(SampleRows.Sale);
        Assert.Equal("1", Text("select count(*)::varchar from orders"));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_an_error_of_the_disk()
    {
        _folder.Write("truth/orders/.2026-01-03.parquet.part/in_the_way", "");

        using var truth = new DayTruth(_database, _folder.Path, Day);
        var error = Assert.Throws<WaybillException>(truth.Complete);

        Assert.Equal(WaybillErrorKind.Storage, error.Kind);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    private void WriteDay(params SalesRow[] orders)
    {
        using var truth = new DayTruth(_database, _folder.Path, Day);
        truth.Append(orders, orders.Length == 0 ? [] : [new StatusRow(orders[0].Id, OrderStatus.Shipped, SampleRows.Change.At, 44)]);
        truth.Complete();
        truth.Publish();
    }

    private string Text(string sql)
    {
        using DuckDbDatabase database = DuckDbDatabase.Open();
        using DuckDbConnection connection = database.Connect();
        connection.Execute($"""
            set timezone = 'UTC';
            create view orders as from '{_folder.Path}/truth/orders/*.parquet';
            create view events as from '{_folder.Path}/truth/order_status_events/*.parquet';
            """);
        return connection.Scalar<string>(sql);
    }
}
