using Waybill.Cli.Simulate;
using Waybill.Events;
using Waybill.Sim.Factory;
using Waybill.Tests.House;
using Xunit;

namespace Waybill.Tests.Cli.Simulate;

public sealed class PlantFileTests
{
    private const string Machines = """
        machines:
          - {kind: OVEN, units_per_hour: 40, batch_minutes: [30, 60], kwh_per_unit: 0.2, temperature: [180, 220], pressure: [0.9, 1.1]}
          - {kind: PACKER, units_per_hour: 90, batch_minutes: [20, 40], kwh_per_unit: 0.01, temperature: [18, 24], pressure: [0.9, 1.1]}
        """;

    private const string Recipes = """
        recipes:
          - {product: bread, machine: OVEN, from: {flour: 1, water: 1}}
          - {product: box_of_bread, machine: PACKER, from: {bread: 12, box: 1}}
        """;

    [Fact]
    public void The_plant_that_comes_with_the_program_is_the_default_one() =>
        Assert.Equal(new PlantSettings().Describe(), PlantFile.Load(Repository.PathOf("scenarios", "plants", "iron_works.yaml")).Describe());

    [Fact]
    public void Another_plant_can_be_described_and_works()
    {
        using var world = new SmallWorld("plant: bakery.yaml\ndemand: {orders_per_cell_day: 20}\nfaults: {preset: none}");
        File.WriteAllText(
            Path.Combine(Path.GetDirectoryName(world.ScenarioPath)!, "bakery.yaml"),
            "name: bakery\nutc_offset_hours: 1\n" + Machines + "\n" + Recipes + "\nshifts:\n  - {name: night, start: \"02:00\", end: \"10:00\"}\n");

        world.Run(options => options with { Days = 2 });
        world.Run(options => options with { Days = 1 });

        string[] batches = File.ReadAllLines(Path.Combine(world.Root, "landing/factory/2026-01-03/production_batches.csv"));
        Assert.Contains(batches, line => line.StartsWith("B260103-O01-001,OVEN-01,bread,2026-01-03 01:0", StringComparison.Ordinal));
        Assert.Contains(batches, line => line.StartsWith("B260103-P01-001,PACKER-01,box_of_bread,", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(world.Root, "state/world/plant.yaml")));
    }

    [Theory]
    [InlineData("- {product: x, machine: OVENS, from: {flour: 1}}", 5, "'recipes[0].machine': the recipe of 'x' refers to a machine 'OVENS'", "'OVEN'")]
    [InlineData("- {product: x, machine: OVEN, from: {y: 1}}\n  - {product: y, machine: PACKER, from: {x: 1}}", 5, "'x' is made of itself: x needs y, y needs x", "out of its recipe")]
    [InlineData("- {product: x, machine: OVEN, from: {x: 1}}\n  - {product: y, machine: PACKER, from: {x: 1}}", 5, "'x' is made of itself: x needs x", "out of its recipe")]
    [InlineData("- {product: x, machine: OVEN, from: {flour: 1}}", 3, "no recipe is for a machine 'PACKER'", "add a recipe")]
    [InlineData("- {product: x, machine: OVEN, from: {flour: 1}}\n  - {product: y, machine: OVEN, from: {x: 1}}\n  - {product: z, machine: PACKER, from: {x: 1}}", 6, "'OVEN' has two recipes", "another kind")]
    [InlineData("- {product: x, machine: OVEN, from: {flour: 0}}", 5, "0 is out of range", "whole number")]
    [InlineData("- {product: x, machine: OVEN}", 5, "'x' is made of nothing", "from:")]
    [InlineData("- {product: 'X,y', machine: OVEN, from: {flour: 1}}", 5, "'X,y' cannot be a product", "small letters")]
    public void Recipes_that_cannot_be_are_refused_with_place_value_and_advice(string recipes, int line, string message, string advice) =>
        AssertRefused(Machines + "\nrecipes:\n  " + recipes, line, message, advice);

    [Theory]
    [InlineData("- {name: late, start: \"14:00\", end: \"05:00\"}", "shift 'late' ends at 05:00, before it starts at 14:00", "midnight")]
    [InlineData("- {name: a, start: \"06:00\", end: \"14:00\"}\n  - {name: b, start: \"13:00\", end: \"15:00\"}", "shift 'b' overlaps with 'a'", "when the other one ends")]
    [InlineData("- {name: a, start: \"6 am\", end: \"14:00\"}", "'6 am' is not a time of the day", "06:00")]
    [InlineData("- {name: a, start: \"06:00\", end: \"25:00\"}", "'25:00' is not a time of the day", "24:00")]
    public void Shifts_that_cannot_be_are_refused_with_place_value_and_advice(string shifts, string message, string advice)
    {
        string text = Machines + "\n" + Recipes + "\nshifts:\n  " + shifts;
        AssertRefused(text, text.TrimEnd().Split('\n').Length, message, advice);
    }

    [Theory]
    [InlineData("kind: OVEN, units_per_hour: 40, batch_minutes: [60, 30]", "are not a least and a greatest value", "smaller one first")]
    [InlineData("kind: OVEN, units_per_hour: -1, batch_minutes: [30, 60]", "-1 is out of range", "number from")]
    [InlineData("kind: oven, units_per_hour: 40, batch_minutes: [30, 60]", "'oven' cannot be a kind of machine", "capital letters")]
    [InlineData("kind: OVEN, unit_per_hour: 40, batch_minutes: [30, 60]", "is not a known key", "'units_per_hour'")]
    [InlineData("kind: OVEN, code: P, units_per_hour: 40, batch_minutes: [30, 60]", "OVEN has the code 'P' and PACKER has 'P'", "code of its own")]
    public void Machines_that_cannot_be_are_refused_with_place_value_and_advice(string machine, string message, string advice) => AssertRefused(
        Machines.Replace("kind: OVEN, units_per_hour: 40, batch_minutes: [30, 60]", machine, StringComparison.Ordinal) + "\n" + Recipes,
        2,
        message,
        advice);

    [Fact]
    public void A_plant_that_does_not_exist_is_named_with_the_line_that_asks_for_it()
    {
        using var world = new SmallWorld("name: x\nplant: bakery");

        var error = Assert.Throws<WaybillException>(() => world.Run());

        Assert.Contains("line 2", error.Message);
        Assert.Contains("bakery.yaml", error.Message);
    }

    [Fact]
    public void A_world_can_be_without_factories()
    {
        using var world = new SmallWorld("plant: none\ndemand: {orders_per_cell_day: 20}");

        world.Run(options => options with { Truth = TruthLevel.Full, Twin = true });

        Assert.DoesNotContain(world.Files().Keys, path => path.Contains("factory", StringComparison.Ordinal) || path.Contains("batches", StringComparison.Ordinal));
        Assert.DoesNotContain("factories", File.ReadAllText(Path.Combine(world.Root, "truth/kpis.json")), StringComparison.Ordinal);
    }

    private static void AssertRefused(string yaml, int line, string message, string advice)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("waybill-plant-").FullName, "plant.yaml");
        File.WriteAllText(path, yaml);

        var error = Assert.Throws<WaybillException>(() => PlantFile.Load(path));

        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.Equal(WaybillErrorKind.BadInput, error.Kind);
        Assert.Contains($"line {line}:", error.Message);
        Assert.Contains(message, error.Message);
        Assert.Contains(advice, error.Advice);
    }
}
