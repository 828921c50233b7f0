using Waybill.Events.Values;

namespace Waybill.Events.Live;

/// <summary>A step in the life of an alert, with the alert as it is after it.</summary>
/// <param name="Kind">What happened to it.</param>
/// <param name="Alert">The alert after it.</param>
/// <param name="At">Reception of the reading that brought it, or the clock that told silence.</param>
public sealed record AlertChange(AlertChangeKind Kind, Alert Alert, Instant At);
