using Waybill.Events.Ledger;

namespace Waybill.Sim.Faults;

/// <summary>The fault of a whole file, if it has one.</summary>
/// <param name="Kind">The kind, or null.</param>
/// <param name="Bits">Random bits for its details.</param>
internal readonly record struct FileFault(FaultKind? Kind, ulong Bits);
