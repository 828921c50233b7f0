using Waybill.Events.Ledger;

namespace Waybill.Sim.Faults;

/// <summary>How often one kind of fault is put in.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="PartsPerMillion">Mean chance of a row (for faults of files: of a drop) that the kind can apply to.</param>
/// <param name="Shape">How the faults are spread; faults of files are always independent.</param>
/// <param name="ActivePartsPerMillion">For bursts and bad sources: the share of hours or days in which it happens.</param>
/// <param name="FromDay">First day, counted from the world's first day as 0.</param>
/// <param name="UntilDay">First day on which it no longer happens.</param>
/// <param name="Feed">Name of the feed that the rule is for; null is every feed that has no rule of its own for the kind.</param>
public sealed record FaultRule(
    FaultKind Kind,
    int PartsPerMillion,
    FaultShape Shape = FaultShape.Independent,
    int ActivePartsPerMillion = 1_000_000,
    int FromDay = 0,
    int UntilDay = int.MaxValue,
    string? Feed = null);
