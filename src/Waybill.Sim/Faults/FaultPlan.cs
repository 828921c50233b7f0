using System.Globalization;
using Waybill.Events.Feeds;
using Waybill.Events.Ledger;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Faults;

/// <summary>Which faults a world has. The presets are none, light, messy and hostile.</summary>
/// <param name="Name">Name of the preset, or of what was made from one.</param>
/// <param name="Rules">At most one for each kind and feed, in the order of kinds.</param>
public sealed record FaultPlan(string Name, IReadOnlyList<FaultRule> Rules)
{
    private const int MostRowFaults = 300_000;
    private const int MostFileFaults = 150_000;

    /// <summary>7.5 % of the values of a reading that has four; a row has one fault at most.</summary>
    private const int FourTimesSensorNulls = 300_000;

    /// <summary>Names of the presets, from harmless to worst.</summary>
    public static IReadOnlyList<string> PresetNames { get; } = ["none", "light", "messy", "hostile"];

    public static FaultPlan None { get; } = new("none", []);

    public static FaultPlan Messy { get; } = new(
        "messy",
        [
            new(FaultKind.NullValue, 20_000),
            Of(FeedCatalogue.SensorLogs, new(FaultKind.NullValue, FourTimesSensorNulls)),
            new(FaultKind.DuplicateRow, 30_000),
            new(FaultKind.DuplicateFile, 40_000),
            new(FaultKind.ReplayedBatch, 40_000),
            new(FaultKind.ConflictingDuplicate, 5_000),
            new(FaultKind.Late, 100_000),
            new(FaultKind.OutOfOrder, 20_000),
            new(FaultKind.ClockDrift, 10_000, FaultShape.Source, 80_000),
            new(FaultKind.ClockReset, 1_000, FaultShape.Burst, 50_000),
            new(FaultKind.ZoneMixup, 300_000),
            new(FaultKind.IdVariant, 10_000),
            .. PlantWide(new(FaultKind.IdVariant, 50_000)),
            new(FaultKind.NameVariant, 10_000),
            .. PlantWide(new(FaultKind.NameVariant, 50_000)),
            new(FaultKind.Typo, 5_000),
            .. PlantWide(new(FaultKind.Typo, 20_000)),
            new(FaultKind.UnitMixup, 5_000, FaultShape.Source, 100_000),
            Of(FeedCatalogue.SensorLogs, new(FaultKind.UnitMixup, 20_000, FaultShape.Burst, 200_000)),
            new(FaultKind.Outlier, 2_000),
            .. PlantWide(new(FaultKind.Outlier, 10_000)),
            new(FaultKind.StatusJump, 3_000),
            new(FaultKind.TimeBackwards, 2_000),
            new(FaultKind.OrphanUpdate, 3_000),
            new(FaultKind.BrokenRow, 2_000, FaultShape.Burst, 100_000),
            new(FaultKind.BadQuoting, 1_000),
            new(FaultKind.BadEncoding, 10_000, FaultShape.Source, 100_000),
            new(FaultKind.TruncatedFile, 30_000),
            new(FaultKind.HeaderChanged, 50_000),
            new(FaultKind.ColumnAdded, 30_000),
            new(FaultKind.MissingDrop, 30_000),
            new(FaultKind.HalfWrittenFile, 30_000),
            new(FaultKind.StuckSensor, 3_000),
            new(FaultKind.DriftingSensor, 2_000),
            .. Trucks,
        ]);

    /// <summary>
    /// A truck reports thousands of times a day: what is a small share elsewhere is a lot here. Wrong clocks and stuck sensors are so
    /// for a while, and their rates count beginnings.
    /// </summary>
    private static IEnumerable<FaultRule> Trucks =>
    [
        Of(FeedCatalogue.Telemetry, new(FaultKind.NullValue, 20_000)),
        Of(FeedCatalogue.Telemetry, new(FaultKind.DuplicateRow, 10_000)),
        Of(FeedCatalogue.Telemetry, new(FaultKind.Late, 5_000)),
        Of(FeedCatalogue.Telemetry, new(FaultKind.OutOfOrder, 10_000)),
        Of(FeedCatalogue.Telemetry, new(FaultKind.ClockDrift, 100)),
        Of(FeedCatalogue.Telemetry, new(FaultKind.Outlier, 1_000)),
        Of(FeedCatalogue.Telemetry, new(FaultKind.BrokenRow, 500, FaultShape.Burst, 100_000)),
        Of(FeedCatalogue.Telemetry, new(FaultKind.StuckSensor, 100)),
    ];

    /// <summary>About a fifth of messy.</summary>
    public static FaultPlan Light { get; } = Scaled("light", 1, 5);

    /// <summary>About three times messy.</summary>
    public static FaultPlan Hostile { get; } = Scaled("hostile", 3, 1);

    /// <summary>The preset of this name, or null.</summary>
    public static FaultPlan? Preset(string name) => name switch
    {
        "none" => None,
        "light" => Light,
        "messy" => Messy,
        "hostile" => Hostile,
        _ => null,
    };

    /// <summary>The rule of a kind for a feed: the feed's own, or else the one for every feed.</summary>
    public FaultRule? Rule(FaultKind kind, FeedDefinition feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        return Rules.FirstOrDefault(rule => rule.Kind == kind && rule.Feed == feed.Name)
            ?? Rules.FirstOrDefault(rule => rule.Kind == kind && rule.Feed is null);
    }

    /// <summary>
    /// The plan without rules that are for feeds which a world does not have: so worlds without trucks keep the plan that they had
    /// before there were any.
    /// </summary>
    public FaultPlan For(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return scenario.ColdChain is not null
            ? this
            : new FaultPlan(Name, [.. Rules.Where(rule => !FeedCatalogue.ColdChain.Any(feed => feed.Name == rule.Feed))]);
    }

    /// <summary>
    /// The whole plan as one line of text, the same for equal plans; worlds keep it to notice another plan.
    /// </summary>
    public string Describe() => string.Join(
        ' ',
        Rules.Select(rule => string.Create(
            CultureInfo.InvariantCulture,
            $"{FaultKinds.Name(rule.Kind)}{(rule.Feed is null ? "" : "@")}{rule.Feed}={rule.PartsPerMillion}/{rule.Shape}/{rule.ActivePartsPerMillion}/{rule.FromDay}-{rule.UntilDay}")));

    private static FaultRule Of(FeedDefinition feed, FaultRule rule) => rule with { Feed = feed.Name };

    /// <summary>A plant has few rows beside a shop; what happens to names there happens more often.</summary>
    private static IEnumerable<FaultRule> PlantWide(FaultRule rule) => FeedCatalogue.Factory
        .Where(feed => FaultScope.Rows(feed).Contains(rule.Kind))
        .Select(feed => Of(feed, rule));

    private static FaultPlan Scaled(string name, int multiply, int divide) => new(
        name,
        [
            .. Messy.Rules.Select(rule => rule with
            {
                PartsPerMillion = Math.Min(
                    rule.PartsPerMillion * multiply / divide,
                    FaultScope.IsFileFault(rule.Kind) ? MostFileFaults : MostRowFaults),
            }),
        ]);
}
