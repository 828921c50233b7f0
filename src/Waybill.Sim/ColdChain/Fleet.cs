using System.Globalization;
using Waybill.Events.ColdChain;
using Waybill.Events.Values;
using Waybill.Sim.Factory;
using Waybill.Sim.Kernel;

namespace Waybill.Sim.ColdChain;

/// <summary>
/// What all depots of a world have in common: the knobs in whole numbers and the roads. A depot that has very many readings a day is
/// played in several cells; its trucks do not know.
/// </summary>
public sealed class Fleet
{
    /// <summary>Readings of a day that a cell may have, so that memory stays small; 40 trucks that report every 30 s are one cell.</summary>
    private const int ReadingsPerCell = 120_000;

    /// <summary>Trip numbers of a truck on one day.</summary>
    internal const int TripsPerTruck = 5;

    private readonly long[] _incidentLimits;

    public Fleet(ColdChainSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings;
        ReportSeconds = settings.ReportSeconds;
        TrucksPerCell = Math.Max(1, (int)((long)ReadingsPerCell * ReportSeconds / Instant.SecondsPerDay));
        CellsPerDepot = (settings.Trucks + TrucksPerCell - 1) / TrucksPerCell;
        CargoTable = new AliasTable([.. settings.CargoShares.Select(share => (long)(share * 1_000))]);
        AirHeat = (int)(settings.AirHeat * 1_000);
        LowWatts = (int)settings.CoolingWatts.Least;
        HighWatts = (int)settings.CoolingWatts.Most;
        BandMicro = (long)(settings.Band * 1_000_000);
        LowBurn = MicrolitresPerSecond(settings.CoolerLitresPerHour.Least);
        HighBurn = MicrolitresPerSecond(settings.CoolerLitresPerHour.Most);
        DropPartsPerMillion = (int)(settings.DropShare * 1_000_000);
        decimal sum = 0;
        _incidentLimits = [.. settings.IncidentShares.Select(share => (long)((sum += share) * 1_000_000))];
    }

    public ColdChainSettings Settings { get; }

    /// <summary>Cells that a depot is played in.</summary>
    public int CellsPerDepot { get; }

    internal int ReportSeconds { get; }

    internal int TrucksPerCell { get; }

    internal AliasTable CargoTable { get; }

    /// <summary>Kilojoules per kelvin.</summary>
    internal int AirHeat { get; }

    internal int LowWatts { get; }

    internal int HighWatts { get; }

    internal long BandMicro { get; }

    /// <summary>Microlitres a second, as the next one.</summary>
    internal int LowBurn { get; }

    internal int HighBurn { get; }

    internal int DropPartsPerMillion { get; }

    internal static string TruckId(int truck) => string.Create(CultureInfo.InvariantCulture, $"TRK-{truck + 1:0000}");

    internal static string TripId(int day, int depot, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"TRP-{Instant.FromDay(day).ToDateTime():yyMMdd}-{depot + 1:0000}-{number:0000}");

    /// <summary>The incident that a draw of 0 to below a million stands for, or null.</summary>
    internal IncidentKind? IncidentOf(int draw)
    {
        for (int i = 0; i < _incidentLimits.Length; i++)
        {
            if (draw < _incidentLimits[i])
            {
                return (IncidentKind)i;
            }
        }

        return null;
    }

    /// <summary>Microlitres for each metre when a truck burns this share (0 to 1,000) of the way between the two bounds.</summary>
    internal int MicrolitresPerMetre(int perMille) => (int)(Between(Settings.LitresPer100Km, perMille) * 10);

    /// <summary>Seconds between two trips.</summary>
    internal int TurnaroundSeconds(int perMille) => (int)(Between(Settings.TurnaroundHours, perMille) * 3_600);

    private static int MicrolitresPerSecond(decimal litresPerHour) => (int)(litresPerHour * 1_000_000 / 3_600);

    private static decimal Between(Bounds bounds, int perMille) => bounds.Least + ((bounds.Most - bounds.Least) * perMille / 1_000);
}
