using Waybill.Events.ColdChain;

namespace Waybill.Sim.ColdChain;

/// <summary>How a kind of cargo is carried and what it is to the cooler.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="SetPointMilli">What the cooler is told to hold.</param>
/// <param name="LimitMilli">Above this air is too warm.</param>
/// <param name="HeatKilojoules">Heat that the load holds, in kilojoules per kelvin.</param>
/// <param name="RespirationWatts">Heat that it makes.</param>
/// <param name="FewestUnits">Units of a small order.</param>
/// <param name="MostUnits">Units of a large order.</param>
internal sealed record CargoModel(
    CargoKind Kind, int SetPointMilli, int LimitMilli, int HeatKilojoules, int RespirationWatts, int FewestUnits, int MostUnits)
{
    /// <summary>In the order of <see cref="CargoKind"/>: twelve tonnes of milk, four of flowers, two and a half of vaccines.</summary>
    public static IReadOnlyList<CargoModel> All { get; } =
    [
        new(CargoKind.Milk, SetPointMilli: 4_000, LimitMilli: 7_000, HeatKilojoules: 46_000, RespirationWatts: 0, FewestUnits: 200, MostUnits: 6_000),
        new(CargoKind.Flowers, SetPointMilli: 2_000, LimitMilli: 5_000, HeatKilojoules: 14_000, RespirationWatts: 250, FewestUnits: 40, MostUnits: 900),
        new(CargoKind.Vaccines, SetPointMilli: 5_000, LimitMilli: 8_000, HeatKilojoules: 9_000, RespirationWatts: 0, FewestUnits: 20, MostUnits: 800),
    ];
}
