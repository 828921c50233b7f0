using Waybill.Cli.Configuration;
using Waybill.Events.ColdChain;
using Waybill.Sim.ColdChain;

namespace Waybill.Cli.Simulate;

/// <summary>Section <c>cold_chain:</c> of a scenario. An empty map (<c>cold_chain: {}</c>) is a depot with all defaults.</summary>
internal static class ColdChainSection
{
    /// <summary>The depots' knobs, or null when the scenario has no such section.</summary>
    public static ColdChainSettings? Read(YamlMap scenario)
    {
        if (scenario.Map("cold_chain") is not { } map)
        {
            return null;
        }

        map.AllowOnly(
            "trucks",
            "report_seconds",
            "cargo",
            "incidents",
            "turnaround_hours",
            "drop_share",
            "body_watts_per_kelvin",
            "door_watts_per_kelvin",
            "air_megajoules_per_kelvin",
            "cooling_watts",
            "band",
            "litres_per_100km",
            "cooler_litres_per_hour");
        var defaults = new ColdChainSettings();
        return defaults with
        {
            Trucks = map.Whole("trucks", 1, 1_000) ?? defaults.Trucks,
            ReportSeconds = map.Whole("report_seconds", 1, 60) ?? defaults.ReportSeconds,
            CargoShares = ReadCargo(map, defaults.CargoShares),
            IncidentShares = ReadIncidents(map, defaults.IncidentShares),
            TurnaroundHours = map.Bounds("turnaround_hours", 2, 72) ?? defaults.TurnaroundHours,
            DropShare = map.Number("drop_share", 0, 1) ?? defaults.DropShare,
            BodyWatts = map.Whole("body_watts_per_kelvin", 20, 200) ?? defaults.BodyWatts,
            DoorWatts = map.Whole("door_watts_per_kelvin", 0, 5_000) ?? defaults.DoorWatts,
            AirHeat = map.Number("air_megajoules_per_kelvin", 0.5m, 20) ?? defaults.AirHeat,
            CoolingWatts = map.Bounds("cooling_watts", 2_500, 25_000) ?? defaults.CoolingWatts,
            Band = map.Number("band", 0.1m, 2) ?? defaults.Band,
            LitresPer100Km = map.Bounds("litres_per_100km", 10, 80) ?? defaults.LitresPer100Km,
            CoolerLitresPerHour = map.Bounds("cooler_litres_per_hour", 0.5m, 8) ?? defaults.CoolerLitresPerHour,
        };
    }

    private static IReadOnlyList<decimal> ReadCargo(YamlMap map, IReadOnlyList<decimal> defaults)
    {
        if (map.Map("cargo") is not { } cargo)
        {
            return defaults;
        }

        string[] names = [.. Enum.GetValues<CargoKind>().Select(CargoKinds.Name)];
        cargo.AllowOnly(names);
        decimal[] shares = [.. names.Select(name => cargo.Number(name, 0, 1_000_000) ?? 0)];
        return shares.Any(share => share >= 0.001m)
            ? shares
            : throw map.Error("cargo", "no cargo has a share above 0", "Give at least one cargo a share: cargo: {milk: 1}.");
    }

    /// <summary>Kinds that are not named keep their share.</summary>
    private static IReadOnlyList<decimal> ReadIncidents(YamlMap map, IReadOnlyList<decimal> defaults)
    {
        if (map.Map("incidents") is not { } incidents)
        {
            return defaults;
        }

        string[] names = [.. Enum.GetValues<IncidentKind>().Select(IncidentKinds.Name)];
        incidents.AllowOnly(names);
        decimal[] shares = [.. names.Select((name, i) => incidents.Number(name, 0, 1) ?? defaults[i])];
        return shares.Sum() <= 1
            ? shares
            : throw map.Error("incidents", $"their shares add up to {shares.Sum()}", "A trip has one incident at most: let them add up to 1 or less.");
    }
}
