using Waybill.Events.Telemetry;
using Waybill.Events.Values;

namespace Waybill.Events.Live;

/// <summary>
/// Something wrong with a truck, from the moment that it became an alert. The id follows from rule, truck and cause, so the same
/// readings always give the same alert, however often and wherever they are looked at.
/// </summary>
public sealed record Alert
{
    /// <summary>16 hex digits: the start of the MD5 of <c>rule|truck_id|segment|started_at in µs since 1970</c>.</summary>
    public required string AlertId { get; init; }

    /// <summary>Name of the rule in alert_rules.csv.</summary>
    public required string Rule { get; init; }

    public required AlertSeverity Severity { get; init; }

    public required string TruckId { get; init; }

    public string? TripId { get; init; }

    /// <summary>The trip, or the UTC date where there is none: rules begin anew with each.</summary>
    public required string Segment { get; init; }

    /// <summary>What the truck carried when the alert opened.</summary>
    public string? Cargo { get; init; }

    /// <summary>The first bad reading; for silence the last reception before it.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>When it had lasted as long as the rule wants.</summary>
    public required Instant OpenedAt { get; init; }

    /// <summary>Null while open.</summary>
    public Instant? ClosedAt { get; init; }

    public AlertEnd End { get; init; }

    /// <summary>The rule's limit in thousandths of its unit, <see cref="TelemetryReading.Missing"/> where it has none.</summary>
    public int LimitValue { get; init; } = TelemetryReading.Missing;

    /// <summary>The value that opened the alert, in thousandths of its unit.</summary>
    public int OpeningValue { get; init; } = TelemetryReading.Missing;

    /// <summary>The worst value among the bad readings, in thousandths of its unit.</summary>
    public int PeakValue { get; init; } = TelemetryReading.Missing;

    /// <summary>How many bad readings it has, those before it opened included.</summary>
    public int BadReadings { get; init; }

    /// <summary>Seconds to the limit as foreseen when it opened; null for rules that foresee nothing.</summary>
    public int? BreachInSeconds { get; init; }
}
