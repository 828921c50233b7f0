using System.Globalization;
using Waybill.Events.ColdChain;
using Waybill.Sim.Factory;

namespace Waybill.Sim.ColdChain;

/// <summary>The knobs of the depots and their trucks.</summary>
public sealed record ColdChainSettings
{
    /// <summary>Trucks of a depot, 1 to 1,000. Scale 1 has one depot.</summary>
    public int Trucks { get; init; } = 40;

    /// <summary>Seconds from one reading of a truck to the next, 1 to 60.</summary>
    public int ReportSeconds { get; init; } = 30;

    /// <summary>Shares of milk, flowers and vaccines among the trips, in the order of <see cref="CargoKind"/>.</summary>
    public IReadOnlyList<decimal> CargoShares { get; init; } = [45, 35, 20];

    /// <summary>Share of trips with an incident of each kind, in the order of <see cref="IncidentKind"/>; a trip has one at most.</summary>
    public IReadOnlyList<decimal> IncidentShares { get; init; } =
        [0.015m, 0.015m, 0.015m, 0.015m, 0.015m, 0.015m, 0.04m, 0.015m, 0.015m, 0.015m];

    /// <summary>Hours that a truck stands between two trips.</summary>
    public Bounds TurnaroundHours { get; init; } = new(7, 14);

    /// <summary>Share of trips that open their doors once on the way.</summary>
    public decimal DropShare { get; init; } = 0.35m;

    /// <summary>Heat that the body lets in for each degree of difference, in watts per kelvin.</summary>
    public int BodyWatts { get; init; } = 60;

    /// <summary>The same with the doors open on the road: 17 MJ in eight minutes at 22 degrees of difference.</summary>
    public int DoorWatts { get; init; } = 1_600;

    /// <summary>Heat that air, walls and the outer layer of the goods hold, in megajoules per kelvin.</summary>
    public decimal AirHeat { get; init; } = 3.6m;

    /// <summary>What the cooler carries off at low and at high speed, in watts.</summary>
    public Bounds CoolingWatts { get; init; } = new(4_000, 9_000);

    /// <summary>The cooler starts so far above the set point and stops so far below it, in degrees.</summary>
    public decimal Band { get; init; } = 0.33m;

    /// <summary>Litres that a laden truck burns on 100 km, the cooler's apart.</summary>
    public Bounds LitresPer100Km { get; init; } = new(31, 43);

    /// <summary>What the cooler burns in an hour at low and at high speed, in litres.</summary>
    public Bounds CoolerLitresPerHour { get; init; } = new(1.5m, 4.2m);

    /// <summary>All knobs as one line of text, the same for equal settings.</summary>
    internal string Describe() => string.Create(
            CultureInfo.InvariantCulture,
            $"trucks={Trucks} report={ReportSeconds} cargo={Join(CargoShares)} incidents={Join(IncidentShares)} turnaround={TurnaroundHours} ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"drops={DropShare:G29} body={BodyWatts} door={DoorWatts} air={AirHeat:G29} cooling={CoolingWatts} band={Band:G29} ")
        + $"fuel={LitresPer100Km} cooler={CoolerLitresPerHour} roads={RoadMap.Default.Fingerprint:x16}";

    private static string Join(IEnumerable<decimal> shares) =>
        string.Join('/', shares.Select(share => share.ToString("G29", CultureInfo.InvariantCulture)));
}
