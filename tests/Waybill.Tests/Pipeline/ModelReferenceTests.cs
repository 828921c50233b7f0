using Waybill.DuckDb;
using Waybill.Pipeline;
using Waybill.Pipeline.Models;
using Waybill.Pipeline.Runs;
using Waybill.Tests.House;
using Xunit;

namespace Waybill.Tests.Pipeline;

public sealed class ModelReferenceTests
{
    [Fact]
    public void A_reference_names_columns_on_both_sides_where_they_differ()
    {
        var model = ModelFile.Parse("gold/a.sql", """
            -- model: gold.a
            -- materialization: view
            -- references: gold.channels(channel)
            -- references: day, region -> gold.days(date_day, area)
            select 1
            """);

        Assert.Equal(["channel -> gold.channels(channel)", "day,region -> gold.days(date_day,area)"],
            model.References.Select(r => $"{string.Join(',', r.Columns)} -> {r.Table}({string.Join(',', r.TableColumns)})"));
    }

    [Theory]
    [InlineData("gold.days")]
    [InlineData("a, b -> gold.days(c)")]
    [InlineData("-> gold.days(c)")]
    public void A_bad_reference_is_refused(string reference)
    {
        var text = $"-- model: gold.a\n-- materialization: view\n-- references: {reference}\nselect 1";

        Assert.Contains("is not a reference", Assert.Throws<PipelineException>(() => ModelFile.Parse("gold/a.sql", text)).Message);
    }

    [Fact]
    public void References_of_the_models_name_models_and_their_keys()
    {
        var library = ModelLibrary.Load(Repository.PathOf("models"));

        Assert.NotEmpty(library.Models.SelectMany(m => m.References));
        Assert.All(library.Models.SelectMany(m => m.References), r => Assert.Equal(KeyOf(library.Find(r.Table)).Order(), r.TableColumns.Order()));

        static IReadOnlyList<string> KeyOf(Model? model) => model switch
        {
            null => [],
            { Materialization: Materialization.Scd2 } => [.. model.Key, "valid_from"],
            _ => model.Key,
        };
    }

    [Fact]
    public void A_dimension_that_is_made_of_its_facts_is_checked_for_the_rows_that_they_point_at()
    {
        using var folder = new TemporaryFolder();
        folder.Write("seeds/facts.csv", "id,color\n1,green\n2,red\n3,\n");
        folder.Write("gold/fact.sql", "-- model: gold.fact\n-- materialization: replace\n-- key: id\n-- references: gold.shade(color)\nselect * from seed.facts\n");
        folder.Write("gold/shade.sql",
            "-- model: gold.shade\n-- materialization: replace\n-- key: color\nselect distinct color from gold.fact where color <> 'red'\n");
        using var pipeline = new TestPipeline(folder.Path);

        var steps = pipeline.Run();

        Assert.Equal([("gold.fact", StepAction.Full), ("gold.shade", StepAction.Failed)], steps.Select(s => (s.Model, s.Action)));
        var failed = Assert.Single(steps[1].FailedChecks);
        Assert.Equal(("references(gold.fact(color) -> gold.shade)", 1), (failed.Name, failed.Rows));
        Assert.Contains("red", failed.Sample);
    }

    [Fact]
    public void Rows_whose_target_may_come_later_are_published_with_a_warning()
    {
        using var folder = new TemporaryFolder();
        folder.Write("seeds/facts.csv", "id,color\n1,green\n2,red\n");
        folder.Write("seeds/colors.csv", "color\ngreen\n");
        folder.Write("gold/fact.sql", "-- model: gold.fact\n-- materialization: replace\n-- key: id\n-- references: gold.color(color) warn\nselect * from seed.facts\n");
        folder.Write("gold/color.sql", "-- model: gold.color\n-- materialization: replace\n-- key: color\nselect * from seed.colors\n");
        using var pipeline = new TestPipeline(folder.Path);

        var steps = pipeline.Run();

        Assert.All(steps, s => Assert.Equal(StepAction.Full, s.Action));
        Assert.Equal(["references(gold.fact(color) -> gold.color)"], steps.SelectMany(s => s.FailedChecks).Select(c => c.Name));
    }

    [Fact]
    public void A_reference_to_nothing_is_refused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("gold/fact.sql", "-- model: gold.fact\n-- materialization: view\n-- references: gold.nothing(id)\nselect 1 as id\n");
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();

        var error = Assert.Throws<PipelineException>(() => new ModelGraph(ModelLibrary.Load(folder.Path), connection));

        Assert.Contains("references gold.nothing, which no model makes", error.Message);
    }
}
