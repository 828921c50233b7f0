using Waybill.Events.Feeds;
using Xunit;

namespace Waybill.Tests.Pipeline;

public sealed class KnownRowsTests : IDisposable
{
    private readonly TemporaryFolder _models = new();

    public KnownRowsTests()
    {
        _models.Write("bronze/sales.sql", "-- model: bronze.sales\n-- materialization: append\nselect *, order_id as order_key from landing.sales");
        _models.Write("bronze/logistics.sql", "-- model: bronze.logistics\n-- materialization: append\nselect *, order_id as order_key from landing.logistics");
        _models.Write("gold/seen.sql", "-- model: gold.seen\n-- materialization: append\n-- key: order_id\n-- by: order_key\nselect distinct order_id, order_key from bronze.sales");
        foreach (var reader in (string[])["first_reader", "second_reader"])
        {
            _models.Write($"gold/{reader}.sql", $"""
                -- model: gold.{reader}
                -- materialization: merge
                -- key: order_key
                -- by: order_key
                select order_key, count(*) as seen, (select count(*) from bronze.sales as rows where rows.order_key = seen.order_key) as rows
                from gold.seen as seen
                group by order_key
                """);
        }
    }

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData("A", "A 1 of 2 / A 1 of 2")] // nothing new: the trail's snapshot stays
    [InlineData("B", "A 1 of 1, B 1 of 1 / A 1 of 1, B 1 of 1")]
    public void Rows_of_a_trail_are_handed_on_once_whether_it_grew_or_not(string order, string expected)
    {
        using var pipeline = new TestPipeline(_models.Path);
        pipeline.Door.Add(Sale("1", "A"));
        pipeline.Run();

        pipeline.Door.Add(Sale("2", order));
        pipeline.Run();

        Assert.Equal(expected, $"{Rows(pipeline, "first_reader")} / {Rows(pipeline, "second_reader")}");
    }

    private static string Rows(TestPipeline pipeline, string reader) =>
        pipeline.Scalar<string>($"select string_agg(order_key || ' ' || seen || ' of ' || rows, ', ' order by order_key) from gold.{reader}");

    private static Drop Sale(string file, string order) => new(
        "sales", $"sales_{file}.csv", new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc),
        [[.. FeedCatalogue.Find("sales")!.Columns.Select(c => c.Name == "order_id" ? order : c.Name == "customer_name" ? file : "")]]);
}
