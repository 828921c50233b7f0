namespace Waybill.Server.Live;

/// <summary>An alert after its last change. Values are in the unit of the rule.</summary>
/// <param name="AlertId">16 hex digits; the same alert always has the same.</param>
/// <param name="Change">opened, updated, closed or withdrawn: what the last change was.</param>
/// <param name="ChangedAt">When that was, ISO 8601 UTC.</param>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Severity">warning or critical.</param>
/// <param name="TruckId">The truck.</param>
/// <param name="TripId">The trip; null in the depot.</param>
/// <param name="Cargo">What the truck carried when it opened.</param>
/// <param name="StartedAt">The first bad reading, ISO 8601 UTC.</param>
/// <param name="OpenedAt">When it had lasted as long as the rule wants, ISO 8601 UTC.</param>
/// <param name="ClosedAt">When it was over; null while it is open.</param>
/// <param name="EndReason">cleared or trip_ended; null while it is open.</param>
/// <param name="LimitValue">The rule's limit.</param>
/// <param name="OpeningValue">The value that opened it.</param>
/// <param name="PeakValue">The worst value.</param>
/// <param name="BadReadings">How many bad readings it has.</param>
/// <param name="BreachInSeconds">Seconds to the limit as foreseen when it opened.</param>
public sealed record LiveAlert(
    string AlertId, string Change, string ChangedAt, string Rule, string Severity, string TruckId, string? TripId, string? Cargo, string StartedAt,
    string OpenedAt, string? ClosedAt, string? EndReason, double? LimitValue, double? OpeningValue, double? PeakValue, int BadReadings, int? BreachInSeconds);
