using Waybill.Events.Values;

namespace Waybill.Sim.Kernel;

/// <summary>Something that leaves one cell and reaches another one on a later day.</summary>
/// <param name="To">The cell that it reaches.</param>
/// <param name="At">When it does; after the day on which it left.</param>
/// <param name="Payload">What it is, packed by its owner.</param>
public readonly record struct HandOver(int To, Instant At, ulong Payload);
