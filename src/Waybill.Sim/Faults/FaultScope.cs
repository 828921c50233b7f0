using Waybill.Events.Feeds;
using Waybill.Events.Ledger;

namespace Waybill.Sim.Faults;

/// <summary>Which kinds of fault apply to what.</summary>
public static class FaultScope
{
    private static readonly FaultKind[] SalesRows =
    [
        FaultKind.NullValue, FaultKind.DuplicateRow, FaultKind.ConflictingDuplicate, FaultKind.Late, FaultKind.OutOfOrder,
        FaultKind.NameVariant, FaultKind.Typo, FaultKind.UnitMixup, FaultKind.Outlier, FaultKind.BrokenRow,
        FaultKind.BadQuoting, FaultKind.BadEncoding,
    ];

    private static readonly FaultKind[] StatusRows =
    [
        FaultKind.DuplicateRow, FaultKind.ConflictingDuplicate, FaultKind.Late, FaultKind.OutOfOrder, FaultKind.ClockDrift,
        FaultKind.ClockReset, FaultKind.IdVariant, FaultKind.NameVariant, FaultKind.Typo, FaultKind.StatusJump,
        FaultKind.TimeBackwards, FaultKind.OrphanUpdate, FaultKind.BrokenRow, FaultKind.BadQuoting,
    ];

    private static readonly FaultKind[] BatchRows =
    [
        FaultKind.NullValue, FaultKind.DuplicateRow, FaultKind.ConflictingDuplicate, FaultKind.Late, FaultKind.OutOfOrder,
        FaultKind.ClockDrift, FaultKind.IdVariant, FaultKind.NameVariant, FaultKind.Typo, FaultKind.Outlier,
        FaultKind.TimeBackwards, FaultKind.BrokenRow, FaultKind.BadQuoting,
    ];

    private static readonly FaultKind[] SensorRows =
    [
        FaultKind.NullValue, FaultKind.DuplicateRow, FaultKind.Late, FaultKind.OutOfOrder, FaultKind.ClockDrift,
        FaultKind.ClockReset, FaultKind.IdVariant, FaultKind.UnitMixup, FaultKind.Outlier, FaultKind.BrokenRow,
        FaultKind.StuckSensor, FaultKind.DriftingSensor,
    ];

    private static readonly FaultKind[] CheckRows =
    [
        FaultKind.NullValue, FaultKind.DuplicateRow, FaultKind.Late, FaultKind.ZoneMixup, FaultKind.NameVariant,
        FaultKind.Typo, FaultKind.OrphanUpdate, FaultKind.BrokenRow, FaultKind.BadEncoding,
    ];

    private static readonly FaultKind[] OperatorLogRows =
    [
        FaultKind.DuplicateRow, FaultKind.Late, FaultKind.ZoneMixup, FaultKind.IdVariant, FaultKind.NameVariant,
        FaultKind.Typo, FaultKind.BrokenRow,
    ];

    private static readonly FaultKind[] TelemetryRows =
    [
        FaultKind.NullValue, FaultKind.DuplicateRow, FaultKind.Late, FaultKind.OutOfOrder, FaultKind.ClockDrift, FaultKind.Outlier,
        FaultKind.BrokenRow, FaultKind.StuckSensor,
    ];

    private static readonly Dictionary<string, FaultKind[]> ByFeed = new(StringComparer.Ordinal)
    {
        [FeedCatalogue.Sales.Name] = SalesRows,
        [FeedCatalogue.Logistics.Name] = StatusRows,
        [FeedCatalogue.ProductionBatches.Name] = BatchRows,
        [FeedCatalogue.SensorLogs.Name] = SensorRows,
        [FeedCatalogue.QcChecks.Name] = CheckRows,
        [FeedCatalogue.OperatorLogs.Name] = OperatorLogRows,
        [FeedCatalogue.Telemetry.Name] = TelemetryRows,
    };

    /// <summary>Kinds that concern a file as a whole, in the order in which they are tried.</summary>
    public static IReadOnlyList<FaultKind> Files { get; } =
    [
        FaultKind.DuplicateFile, FaultKind.ReplayedBatch, FaultKind.TruncatedFile, FaultKind.HeaderChanged,
        FaultKind.ColumnAdded, FaultKind.MissingDrop, FaultKind.HalfWrittenFile,
    ];

    public static bool IsFileFault(FaultKind kind) => Files.Contains(kind);

    /// <summary>Kinds that can strike single rows of a feed, in the order of kinds.</summary>
    public static IReadOnlyList<FaultKind> Rows(FeedDefinition feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        return ByFeed[feed.Name];
    }
}
