using System.Globalization;

namespace Waybill.Sim.Factory;

/// <summary>
/// The knobs of a plant; every factory of a world is one like it. Defaults are the iron works: two smelters make plates
/// of ore, an assembler makes gear wheels of two plates each, and the second smelter wears out.
/// </summary>
public sealed record PlantSettings
{
    /// <summary>No machine gets worse than this, unless it began worse.</summary>
    public const decimal LowestEfficiency = 0.5m;

    public string Name { get; init; } = "iron_works";

    /// <summary>Minutes that the plant's clock is ahead of UTC; -420 is Mountain Standard Time.</summary>
    public int MinutesAheadOfUtc { get; init; } = -420;

    /// <summary>By their start; they do not overlap.</summary>
    public IReadOnlyList<ShiftSettings> Shifts { get; init; } = [new("early", 6 * 60, 14 * 60), new("late", 14 * 60, 22 * 60)];

    public IReadOnlyList<RecipeSettings> Recipes { get; init; } =
    [
        new("iron_plate", "SMELTER", [new("iron_ore", 1)]) { KeepsOvernight = 300 },
        new("gear_wheel", "ASSEMBLER", [new("iron_plate", 2)]),
    ];

    public IReadOnlyList<MachineSettings> Machines { get; init; } =
    [
        new()
        {
            Kind = "SMELTER",
            Code = "S",
            UnitsPerHour = 75,
            Efficiency = 0.98m,
            BatchMinutes = new(45, 90),
            KwhPerUnit = 0.12m,
            Temperature = new(1_200, 1_400),
            Pressure = new(1.5m, 2.5m),
        },
        new()
        {
            Kind = "SMELTER",
            Code = "S",
            UnitsPerHour = 80,
            LosesADay = 0.02m,
            BatchMinutes = new(40, 85),
            KwhPerUnit = 0.11m,
            Temperature = new(1_200, 1_400),
            Pressure = new(1.5m, 2.5m),
        },
        new()
        {
            Kind = "ASSEMBLER",
            Code = "A",
            UnitsPerHour = 30,
            Efficiency = 0.95m,
            BatchMinutes = new(60, 120),
            KwhPerUnit = 0.08m,
            Temperature = new(25, 45),
            Pressure = new(0.8m, 1.2m),
        },
    ];

    /// <summary>Minutes between two batches of a machine.</summary>
    public Bounds GapMinutes { get; init; } = new(5, 20);

    /// <summary>Mean share of defective units.</summary>
    public decimal DefectShare { get; init; } = 0.02m;

    /// <summary>A batch's share of defective units differs from the mean by up to this.</summary>
    public decimal DefectSpread { get; init; } = 0.01m;

    /// <summary>Share of batches that are inspected.</summary>
    public decimal InspectedShare { get; init; } = 0.4m;

    /// <summary>Share of inspected batches with defective units whose defects are found; the batch fails then.</summary>
    public decimal CaughtShare { get; init; } = 0.7m;

    /// <summary>Share of batches during which the operator writes something down.</summary>
    public decimal NotedShare { get; init; } = 0.25m;

    /// <summary>Sensor readings of a batch, 1 to 60.</summary>
    public Bounds Readings { get; init; } = new(3, 5);

    /// <summary>Operators of a factory.</summary>
    public int Operators { get; init; } = 6;

    /// <summary>Inspectors of a factory.</summary>
    public int Inspectors { get; init; } = 2;

    /// <summary>All knobs but the name as one line of text, the same for equal plants.</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"ahead={MinutesAheadOfUtc} gap={GapMinutes} defects={DefectShare:G29}/{DefectSpread:G29}/{InspectedShare:G29}/{CaughtShare:G29} ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"noted={NotedShare:G29} readings={Readings} people={Operators}/{Inspectors} ")
        + $"shifts={string.Join(';', Shifts.Select(shift => shift.Describe()))} "
        + $"recipes={string.Join(';', Recipes.Select(recipe => recipe.Describe()))} "
        + $"machines={string.Join(';', Machines.Select(machine => machine.Describe()))}";
}
