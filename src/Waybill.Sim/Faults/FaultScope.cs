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

    /// <summary>Kinds that concern a file as a whole, in the order in which they are tried.</summary>
    public static IReadOnlyList<FaultKind> Files { get; } =
    [
        FaultKind.DuplicateFile, FaultKind.ReplayedBatch, FaultKind.TruncatedFile, FaultKind.HeaderChanged,
        FaultKind.ColumnAdded, FaultKind.MissingDrop, FaultKind.HalfWrittenFile,
    ];

    public static bool IsFileFault(FaultKind kind) => Files.Contains(kind);

    /// <summary>Kinds that can strike single rows of a feed.</summary>
    public static IReadOnlyList<FaultKind> Rows(FeedDefinition feed) => feed == FeedCatalogue.Sales ? SalesRows : StatusRows;
}
