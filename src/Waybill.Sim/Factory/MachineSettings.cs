using System.Globalization;

namespace Waybill.Sim.Factory;

/// <summary>A machine of a plant. Machines of a kind are numbered in the order in which they stand, through all factories.</summary>
public sealed record MachineSettings
{
    /// <summary>Its kind: the first part of its id, <c>SMELTER</c> of <c>SMELTER-01</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Letters that stand for the kind in batch ids; the same for all machines of a kind.</summary>
    public required string Code { get; init; }

    /// <summary>Units that it would make in an hour with efficiency 1.</summary>
    public required decimal UnitsPerHour { get; init; }

    /// <summary>Efficiency when it is new, above 0 to 1.</summary>
    public decimal Efficiency { get; init; } = 1;

    /// <summary>Efficiency that it loses a day, down to <see cref="PlantSettings.LowestEfficiency"/>.</summary>
    public decimal LosesADay { get; init; }

    public required Bounds BatchMinutes { get; init; }

    public required decimal KwhPerUnit { get; init; }

    /// <summary>Degrees Celsius while it works.</summary>
    public required Bounds Temperature { get; init; }

    /// <summary>Bar while it works.</summary>
    public required Bounds Pressure { get; init; }

    /// <summary>Hours of work after which it is maintained.</summary>
    public decimal MaintenanceEveryHours { get; init; } = 60;

    public Bounds MaintenanceMinutes { get; init; } = new(25, 50);

    /// <summary>Whether maintenance gives back the efficiency that was lost.</summary>
    public bool MaintenanceRestores { get; init; }

    internal string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kind}/{Code}/{UnitsPerHour:G29}/{Efficiency:G29}/{LosesADay:G29}/{BatchMinutes}/{KwhPerUnit:G29}/{Temperature}/{Pressure}")
        + string.Create(
            CultureInfo.InvariantCulture, $"/{MaintenanceEveryHours:G29}/{MaintenanceMinutes}/{MaintenanceRestores}");
}
