using Waybill.Events.Values;

namespace Waybill.Events.ColdChain;

/// <summary>Something that truly went wrong on a trip. For the truth only.</summary>
/// <param name="IncidentId">The trip's id with <c>INC</c> for <c>TRP</c>: a trip has one incident at most.</param>
/// <param name="Kind">What it was.</param>
/// <param name="TruckId">The truck.</param>
/// <param name="TripId">The trip on which it began.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it was over, at the latest with the trip unless it is a radio gap.</param>
/// <param name="Cause">Why, for people.</param>
public readonly record struct IncidentRow(
    string IncidentId, IncidentKind Kind, string TruckId, string TripId, Instant StartedAt, Instant EndedAt, string Cause);
