using Waybill.Events.Values;

namespace Waybill.Sim.Faults;

/// <summary>Where a clean row lies in a segment, and when its event happened.</summary>
internal readonly record struct RowMark(int Offset, int Length, Instant Time);
