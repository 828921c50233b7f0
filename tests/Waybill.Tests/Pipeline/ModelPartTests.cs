using Waybill.Pipeline;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Runs;
using Xunit;

namespace Waybill.Tests.Pipeline;

public sealed class ModelPartTests : IDisposable
{
    private readonly TemporaryFolder _models = new();

    public ModelPartTests()
    {
        foreach (var feed in (string[])["sales", "logistics"])
        {
            _models.Write($"bronze/{feed}.sql", $"-- model: bronze.{feed}\n-- materialization: append\nselect *, order_id as row_key from landing.{feed}");
        }

        _models.Write("gold/ids.sql", "-- model: gold.ids\n-- materialization: merge\n-- key: row_key, said_by\n-- by: row_key\nselect row_key, 'sales' as said_by from bronze.sales");
        _models.Write("gold/more_ids.sql", "-- part_of: gold.ids\n-- Those of the carriers.\nselect row_key, 'logistics' as said_by from bronze.logistics");
    }

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData("sales", "logistics", "A sales")]
    [InlineData("logistics", "sales", "A logistics")]
    public void A_part_of_a_feed_that_never_came_is_left_out_until_it_comes(string first, string second, string expected)
    {
        using var pipeline = new TestPipeline(_models.Path);
        pipeline.Door.Add(Drop(first, "A"));

        pipeline.Run();
        Assert.Equal(expected, Ids(pipeline));
        Assert.Equal([$"bronze.{first}"], pipeline.Catalog.List("bronze").Select(t => t.ToString()));

        pipeline.Door.Add(Drop(second, "A"));
        pipeline.Run();
        Assert.Equal("A logistics, A sales", Ids(pipeline));

        pipeline.Door.Add(Drop(first, "B"));
        Assert.Equal(StepAction.UpToDate, pipeline.Run(select: "gold.ids")[^1].Action);
        pipeline.Run();
        Assert.Equal($"A logistics, A sales, {expected.Replace('A', 'B')}", Ids(pipeline));
    }

    [Theory]
    [InlineData("-- part_of: gold.nothing\nselect 1", "it is a part of gold.nothing, which is no model")]
    [InlineData("-- part_of: gold.ids\n-- key: row_key\nselect 1", "line 2: a part of gold.ids has no 'key' of its own")]
    public void A_part_that_belongs_nowhere_or_says_what_its_model_says_is_refused(string text, string expected)
    {
        _models.Write("gold/part.sql", text);

        var error = Assert.Throws<PipelineException>(() => ModelLibrary.Load(_models.Path));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static string Ids(TestPipeline pipeline) => pipeline.Scalar<string>("select string_agg(concat_ws(' ', row_key, said_by), ', ' order by row_key, said_by) from gold.ids");

    private static Drop Drop(string feed, string order)
    {
        var columns = Waybill.Events.Feeds.FeedCatalogue.Find(feed)!.Columns; // both are feeds of the catalogue
        return new Drop(feed, $"{feed}_{order}.csv", new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc),
            [[.. columns.Select(c => c.Name == "order_id" ? order : "")]]);
    }
}
