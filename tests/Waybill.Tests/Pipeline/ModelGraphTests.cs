using Waybill.DuckDb;
using Waybill.Events.Feeds;
using Waybill.Pipeline;
using Waybill.Pipeline.Models;
using Waybill.Tests.House;
using Xunit;

namespace Waybill.Tests.Pipeline;

public sealed class ModelGraphTests
{
    [Fact]
    public void Inputs_are_read_from_the_sql_and_models_run_after_what_they_read()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "gold.b", "with own as (select * from silver.a), silver_a as (select 1) select * from own join seed.names using (id)");
        Write(folder, "silver.a", "select * from bronze.raw where id in (select id from quarantine.bronze_raw)");
        Write(folder, "bronze.raw", "select * from landing.raw");
        folder.Write("seeds/names.csv", "id\n1\n");

        var graph = Graph(folder);

        Assert.Equal(["bronze.raw", "silver.a", "gold.b"], graph.Ordered.Select(m => m.Name));
        Assert.Equal(["seed.names", "silver.a"], graph.Inputs("gold.b"));
        Assert.Equal(["bronze.raw", "quarantine.bronze_raw"], graph.Inputs("silver.a"));
        Assert.Equal("raw", graph.Feed("bronze.raw"));
        Assert.Null(graph.Feed("gold.b"));
    }

    [Fact]
    public void A_circle_is_refused_with_its_path()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "gold.a", "select * from gold.b");
        Write(folder, "gold.b", "select * from gold.a");

        var error = Assert.Throws<PipelineException>(() => Graph(folder));

        Assert.Contains("gold.a → gold.b → gold.a", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select * from silver.missing", "reads silver.missing, which no model makes")]
    [InlineData("select * from truth.orders", "reads truth.orders")]
    [InlineData("select from from", "syntax error")]
    public void A_model_that_cannot_run_is_refused_before_anything_runs(string sql, string expected)
    {
        using var folder = new TemporaryFolder();
        Write(folder, "gold.a", sql);

        var error = Assert.Throws<PipelineException>(() => Graph(folder));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gold.sales", new[] { "gold.sales" })]
    [InlineData("+silver.orders", new[] { "bronze.sales", "silver.orders" })]
    public void A_selection_picks_models_layers_and_what_they_read(string pattern, string[] expected)
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        var graph = new ModelGraph(ModelLibrary.Load(Repository.PathOf("models")), connection);

        Assert.Equal(expected, ModelSelection.Select(graph, [pattern]).Select(m => m.Name).Order());
    }

    [Fact]
    public void A_layer_is_all_of_its_models_one_for_each_feed_in_bronze()
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        var graph = new ModelGraph(ModelLibrary.Load(Repository.PathOf("models")), connection);

        Assert.Equal(
            FeedCatalogue.All.Select(f => "bronze." + f.Name).Order(StringComparer.Ordinal),
            ModelSelection.Select(graph, ["bronze.*"]).Select(m => m.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_unknown_selection_is_refused()
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        var graph = new ModelGraph(ModelLibrary.Load(Repository.PathOf("models")), connection);

        Assert.Throws<PipelineException>(() => ModelSelection.Select(graph, ["gold.seals"]));
    }

    private static void Write(TemporaryFolder folder, string model, string sql) =>
        folder.Write(model.Replace('.', '/') + ".sql", $"-- model: {model}\n-- materialization: view\n{sql}\n");

    private static ModelGraph Graph(TemporaryFolder folder)
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        return new ModelGraph(ModelLibrary.Load(folder.Path), connection);
    }
}
