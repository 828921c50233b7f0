using Waybill.Events.Values;

namespace Waybill.Events.ColdChain;

/// <summary>
/// A run of readings above the limit of the cargo, as it can be seen in what was written: unique, not late, until a reading is half
/// a degree below. For the truth only.
/// </summary>
/// <param name="TripId">The trip.</param>
/// <param name="TruckId">The truck.</param>
/// <param name="StartedAt">Time of the first reading above the limit.</param>
/// <param name="EndedAt">Time of the first one that is half a degree below; null when the trip had none.</param>
/// <param name="PeakMilli">The warmest, in thousandths of a degree Celsius.</param>
/// <param name="Readings">How many were above the limit.</param>
public readonly record struct BreachRow(
    string TripId, string TruckId, Instant StartedAt, Instant? EndedAt, int PeakMilli, int Readings);
