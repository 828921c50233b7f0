namespace Waybill.Events.Ledger;

/// <summary>What can be wrong with a feed. <see cref="FaultKinds"/> has the names used in files and reports.</summary>
public enum FaultKind : byte
{
    NullValue,
    DuplicateRow,
    DuplicateFile,
    ReplayedBatch,
    ConflictingDuplicate,
    Late,
    OutOfOrder,
    ClockDrift,
    ClockReset,
    ZoneMixup,
    IdVariant,
    NameVariant,
    Typo,
    UnitMixup,
    Outlier,
    StatusJump,
    TimeBackwards,
    OrphanUpdate,
    BrokenRow,
    BadQuoting,
    BadEncoding,
    TruncatedFile,
    HeaderChanged,
    ColumnAdded,
    MissingDrop,
    HalfWrittenFile,
}
