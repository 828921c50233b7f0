namespace Waybill.Sim.Factory;

/// <summary>A machine's knobs in whole numbers.</summary>
internal sealed class MachineModel
{
    private const int Million = 1_000_000;

    public MachineModel(MachineSettings settings, int recipe)
    {
        Recipe = recipe;
        MilliunitsPerHour = (long)(settings.UnitsPerHour * 1_000);
        BestEfficiency = (int)(settings.Efficiency * Million);
        LosesADay = (int)(settings.LosesADay * Million);
        ShortestBatch = (int)(settings.BatchMinutes.Least * 60);
        LongestBatch = (int)(settings.BatchMinutes.Most * 60);
        MilliwattHoursPerUnit = (long)(settings.KwhPerUnit * Million);
        CoolestDeciCelsius = (int)(settings.Temperature.Least * 10);
        HottestDeciCelsius = (int)(settings.Temperature.Most * 10);
        LowestCentibar = (int)(settings.Pressure.Least * 100);
        HighestCentibar = (int)(settings.Pressure.Most * 100);
        MaintenanceEvery = (long)(settings.MaintenanceEveryHours * 3_600);
        ShortestMaintenance = (int)(settings.MaintenanceMinutes.Least * 60);
        LongestMaintenance = (int)(settings.MaintenanceMinutes.Most * 60);
        MaintenanceRestores = settings.MaintenanceRestores;
    }

    /// <summary>Index of the recipe that it works to; products have the same index.</summary>
    public int Recipe { get; }

    public long MilliunitsPerHour { get; }

    /// <summary>Parts per million, as all efficiencies here.</summary>
    public int BestEfficiency { get; }

    public int LosesADay { get; }

    /// <summary>Seconds, as all durations here.</summary>
    public int ShortestBatch { get; }

    public int LongestBatch { get; }

    public long MilliwattHoursPerUnit { get; }

    public int CoolestDeciCelsius { get; }

    public int HottestDeciCelsius { get; }

    public int LowestCentibar { get; }

    public int HighestCentibar { get; }

    public long MaintenanceEvery { get; }

    public int ShortestMaintenance { get; }

    public int LongestMaintenance { get; }

    public bool MaintenanceRestores { get; }

    /// <summary>Efficiency after so many days of wear.</summary>
    public int Efficiency(int daysOfWear)
    {
        int lowest = Math.Min((int)(PlantSettings.LowestEfficiency * Million), BestEfficiency);
        return (int)Math.Max(BestEfficiency - ((long)LosesADay * daysOfWear), lowest);
    }
}
