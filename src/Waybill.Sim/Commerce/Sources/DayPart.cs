namespace Waybill.Sim.Commerce.Sources;

/// <summary>A part of a day in which no source's rate changes.</summary>
/// <param name="EndMinute">The first minute behind it.</param>
/// <param name="Gaps">Mean microseconds between orders by size of cell.</param>
/// <param name="Thresholds">For each source but the ordinary one the end of its share of all orders, in 2^-32.</param>
internal sealed record DayPart(int EndMinute, ulong[] Gaps, ulong[] Thresholds);
