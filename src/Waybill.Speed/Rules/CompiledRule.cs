using Waybill.Events.Live;
using Waybill.Events.Telemetry;
using Waybill.Events.Values;

namespace Waybill.Speed.Rules;

/// <summary>A row as the hot path wants it.</summary>
internal readonly struct CompiledRule
{
    public CompiledRule(AlertRule row, int index, int limit)
    {
        Index = index;
        Signal = row.Signal;
        Severity = row.Severity;
        Limit = limit;
        Clear = row.ClearMilli == TelemetryReading.Missing ? limit : row.ClearMilli;
        Hold = row.HoldSeconds * Instant.MicrosecondsPerSecond;
    }

    /// <summary>Place of the rule among all names.</summary>
    public int Index { get; }

    public AlertSignal Signal { get; }

    public AlertSeverity Severity { get; }

    /// <summary>Thousandths; Missing where there is none.</summary>
    public int Limit { get; }

    public int Clear { get; }

    /// <summary>Microseconds.</summary>
    public long Hold { get; }
}
